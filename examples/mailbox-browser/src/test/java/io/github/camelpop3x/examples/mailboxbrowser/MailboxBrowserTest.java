package io.github.camelpop3x.examples.mailboxbrowser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxBrowserTest {

    @Test
    void whatWasApprovedIsFiledAndGone(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(MailboxBrowser.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"subject\":\"Order 1\"", "Please send 1 boxes.", "There is no such message on the server")
                .contains("mailbox-browser: 5 mails listed, 2 approved and filed, 3 left on the server");
    }
}
