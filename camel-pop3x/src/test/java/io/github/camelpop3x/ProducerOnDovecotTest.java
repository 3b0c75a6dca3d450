package io.github.camelpop3x;

import io.github.camelpop3x.testserver.DovecotServer;
import io.github.camelpop3x.testserver.RequiresDovecot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Every operation against Dovecot. */
@RequiresDovecot
class ProducerOnDovecotTest extends ProducerContract {

    private static DovecotServer dovecot;

    @BeforeAll
    static void start() throws Exception {
        dovecot = DovecotServer.builder().start().addUser("joe", "secret");
    }

    @AfterAll
    static void stop() {
        dovecot.close();
    }

    @BeforeEach
    void emptyMaildrop() throws Exception {
        dovecot.clear("joe");
    }

    @Override
    String maildrop() {
        return "pop3x:localhost:" + dovecot.plainPort()
                + "?username=joe&password=secret&tls=none&retryDelay=0&format=raw";
    }

    @Override
    void deliver(byte[] mail) throws Exception {
        dovecot.deliver("joe", mail);
    }
}
