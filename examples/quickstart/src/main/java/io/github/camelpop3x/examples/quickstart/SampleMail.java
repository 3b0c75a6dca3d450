package io.github.camelpop3x.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** A mail to send, and what is to be found when it has arrived. */
final class SampleMail {

    private static final OffsetDateTime FIRST_DATE = OffsetDateTime.parse("2026-11-02T08:15:00+01:00");
    private static final int MINUTES_BETWEEN = 97;

    private final String what;
    private final String messageId;
    private final String subject;
    private final byte[] bytes;

    /**
     * @param what the kind of mail, in a few words
     * @param messageId its {@code Message-ID}, which no other sample has
     * @param subject its subject as a reader sees it, whatever its encoding
     * @param bytes the whole mail as it crosses the wire
     */
    SampleMail(String what, String messageId, String subject, byte[] bytes) {
        this.what = what;
        this.messageId = messageId;
        this.subject = subject;
        this.bytes = bytes.clone();
    }

    /**
     * Writes a mail to Erika as the last server on its way would store it.
     *
     * @param number its place among the samples, which makes its date and its {@code Message-ID}
     * @param from the {@code From} field as it is written
     * @param encodedSubject the {@code Subject} field as it is written
     */
    static SampleMail write(
            int number, String what, String from, String encodedSubject, String subject, MimePart content) {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(FIRST_DATE.plusMinutes((long) MINUTES_BETWEEN * number));
        String messageId = "<quickstart-" + number + "@example.org>";
        String header = """
                Received: from mx.example.net (mx.example.net [192.0.2.25])
                	by mail.example.com with ESMTPS id quickstart%1$d; %2$s
                Received: from [198.51.100.7] by mx.example.net with ESMTPSA; %2$s
                Date: %2$s
                From: %3$s
                To: Erika Mustermann <erika@example.com>
                Subject: %4$s
                Message-ID: %5$s
                MIME-Version: 1.0
                """.formatted(number, date, from, encodedSubject, messageId);
        byte[] fields = MimePart.lines(header).getBytes(US_ASCII);
        return new SampleMail(what, messageId, subject, MimePart.concat(fields, content.bytes()));
    }

    String what() {
        return what;
    }

    String messageId() {
        return messageId;
    }

    String subject() {
        return subject;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
