package io.github.camelpop3x;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Every operation against GreenMail. */
class ProducerOnGreenMailTest extends ProducerContract {

    private final GreenMail server = new GreenMail(new ServerSetup[] {ServerSetup.POP3.dynamicPort()});
    private GreenMailUser joe;

    @BeforeEach
    void startServer() {
        server.start();
        joe = server.setUser("joe@example.org", "joe", "secret");
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    @Override
    String maildrop() {
        return "pop3x:localhost:" + server.getPop3().getPort()
                + "?username=joe&password=secret&tls=none&retryDelay=0&format=raw";
    }

    @Override
    void deliver(byte[] mail) {
        joe.deliver(GreenMailUtil.newMimeMessage(new ByteArrayInputStream(mail)));
    }

    /** GreenMail flags a message at DELE, and every later session passes it over, QUIT or not. */
    @Override
    boolean undoesDeletions() {
        return false;
    }
}
