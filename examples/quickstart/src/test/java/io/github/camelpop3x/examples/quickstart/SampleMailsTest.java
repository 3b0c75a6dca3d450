package io.github.camelpop3x.examples.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleMailsTest {

    static Stream<SampleMail> mails() {
        return SampleMails.all().stream();
    }

    @Test
    void areDifferent() {
        List<SampleMail> mails = SampleMails.all();

        assertThat(mails).hasSizeGreaterThanOrEqualTo(12);
        assertThat(mails).extracting(SampleMail::messageId).doesNotHaveDuplicates();
        assertThat(mails).extracting(SampleMail::subject).doesNotHaveDuplicates();
        assertThat(mails).anyMatch(mail -> mail.bytes().length > 5 * 1024 * 1024);
    }

    @ParameterizedTest
    @MethodSource("mails")
    void haveTheLinesOfAMail(SampleMail mail) {
        String text = new String(mail.bytes(), ISO_8859_1);

        assertThat(text.replace("\r\n", "")).as(mail.what()).doesNotContain("\r", "\n");
        assertThat(text).as(mail.what()).endsWith("\r\n").doesNotEndWith("\r\n\r\n");
        assertThat(text.split("\r\n")).as(mail.what()).allMatch(line -> line.length() <= 998);
    }

    @ParameterizedTest
    @MethodSource("mails")
    void areReadByAnyMailReader(SampleMail mail) throws Exception {
        MimeMessage read =
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.bytes()));

        assertThat(read.getSubject()).isEqualTo(mail.subject());
        assertThat(read.getMessageID()).isEqualTo(mail.messageId());
        assertThat(read.getSentDate()).isNotNull();
        assertThat(read.getFrom()).hasSize(1);
        if (read.getContentType().startsWith("multipart/")) {
            MimeMultipart parts = new MimeMultipart(read.getDataHandler().getDataSource());
            assertThat(parts.getCount()).as(mail.what()).isBetween(2, 3);
            assertThat(parts.isComplete()).as(mail.what()).isTrue();
        }
    }
}
