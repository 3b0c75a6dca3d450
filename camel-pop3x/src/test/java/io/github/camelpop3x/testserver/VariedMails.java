package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Mails as a maildrop may have them, ordinary and odd, the same ones for the same seed on every JVM.
 *
 * <p>All are raw messages whose lines end in CRLF, the last one too, and have no bare LF and no NUL: what Dovecot sends
 * is what the file has. Apart from that anything goes: 8-bit headers, lines of 200 kB, lone CRs, a message that is one
 * empty line. Sizes are from 2 bytes to about 1 MB; a thousand mails take some 20 MB. Stateless.
 */
public final class VariedMails {

    /** What a mail is odd in. The kinds take turns, so that as many mails as there are kinds have one of each. */
    public enum Kind {
        PLAIN(mail -> mail.headers().blank().lines(1 + mail.below(60))),
        EIGHT_BIT(mail -> mail.headers().blank().eightBitLines(1 + mail.below(40))),
        DOTS_FIRST(
                mail -> mail.headers().blank().line(".").line("..").line(".foo").dottedLines(mail.below(40))),
        ONLY_DOTS(mail -> mail.headers().blank().linesOfDots(1 + mail.below(3_000))),
        LAST_LINE_IS_A_DOT(mail -> mail.headers().blank().lines(mail.below(5)).line(".")),
        LONG_LINE(mail -> mail.headers()
                .blank()
                .lines(1)
                .longLine(1_000 + mail.below(200_000))
                .lines(1)),
        LONG_LINE_OF_DOTS(mail -> mail.headers().blank().line(".".repeat(1 + mail.below(20_000)))),
        EMPTY_BODY(mail -> mail.headers().blank()),
        NO_BODY(mail -> mail.headers()),
        BLANK(mail -> mail.blank()),
        BLANK_LINES(mail -> mail.headers().blank().line("\r\n".repeat(mail.below(30)))),
        ONE_BYTE_BODY(mail -> mail.headers().blank().line("x")),
        ONE_BYTE_LINE(mail -> mail.line("x")),
        ATTACHMENT(mail -> mail.multipart(1 + mail.below(30_000))),
        REPEATED_HEADERS(mail ->
                mail.repeatedHeaders(2 + mail.below(20)).headers().blank().lines(3)),
        FOLDED_HEADER(
                mail -> mail.foldedHeader(2 + mail.below(200)).headers().blank().lines(2)),
        ENCODED_WORDS(mail -> mail.encodedWords().headers().blank().lines(2)),
        UTF_8_HEADERS(mail -> mail.utf8Headers().headers().blank().line("Gr\u00fc\u00dfe, \u65e5\u672c\u8a9e")),
        LATIN_1_HEADER(mail -> mail.latin1Header().headers().blank().eightBitLines(2)),
        LOOKS_LIKE_POP3(mail -> mail.headers()
                .blank()
                .line("+OK 120 octets")
                .line("-ERR [IN-USE] no")
                .line("+ ")
                .line("QUIT")
                .line("From joe@example.org Mon Nov 23 10:00:00 2026")
                .line(">From the start")
                .lines(mail.below(10))),
        LONE_CRS(mail -> mail.headers()
                .blank()
                .line("a\rb")
                .line("\r")
                .line("c\r")
                .line("\r.")
                .line(".")),
        LARGE(mail -> mail.headers().blank().lines(mail.below(4) == 0 ? 26_000 : mail.below(1_000)));

        @SuppressWarnings("ImmutableEnumChecker") // no lambda above captures anything
        private final Content content;

        Kind(Content content) {
            this.content = content;
        }

        /** The kind of the mail with this index, counted from 0. */
        public static Kind of(int index) {
            return values()[index % values().length];
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(Writer writer);
    }

    private VariedMails() {}

    /** The first {@code count} mails of this seed. */
    public static List<byte[]> of(long seed, int count) {
        return IntStream.range(0, count).mapToObj(index -> mail(seed, index)).toList();
    }

    /** The mail with this index, whatever the number of mails is that a test wants; of the kind {@link Kind#of}. */
    public static byte[] mail(long seed, int index) {
        Writer writer = new Writer(new Random(seed * 1_000_003 + index), index);
        Kind.of(index).content.write(writer);
        return writer.bytes();
    }

    /** Writes one mail, line by line. Not thread-safe. */
    private static final class Writer {

        private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 ,;=?-";
        private static final int USUAL_LINE = 76;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Random random;
        private final int index;

        Writer(Random random, int index) {
            this.random = random;
            this.index = index;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        int below(int bound) {
            return random.nextInt(bound);
        }

        Writer line(String text) {
            out.writeBytes(text.getBytes(UTF_8));
            return blank();
        }

        Writer blank() {
            out.write('\r');
            out.write('\n');
            return this;
        }

        Writer headers() {
            return line(String.format(Locale.ROOT, "Date: Mon, 23 Nov 2026 10:%02d:%02d +0000", below(60), below(60)))
                    .line("From: Joe <joe@example.org>")
                    .line("To: anna@example.org")
                    .line("Subject: Mail " + index + " " + text(below(30)))
                    .line("Message-ID: <" + index + "." + Long.toHexString(random.nextLong()) + "@example.org>");
        }

        Writer repeatedHeaders(int count) {
            for (int i = 0; i < count; i++) {
                line("Received: from relay" + i + ".example.org by mx.example.org; Mon, 23 Nov 2026 10:00:00 +0000");
                line((i % 2 == 0 ? "X-Note: " : "x-note: ") + text(20));
            }
            return this;
        }

        Writer foldedHeader(int count) {
            line("References: <0@example.org>");
            for (int i = 1; i < count; i++) {
                line((i % 2 == 0 ? " " : "\t") + "<" + i + "@example.org>");
            }
            return this;
        }

        Writer encodedWords() {
            return line("Subject: =?UTF-8?B?" + Base64.getEncoder().encodeToString("Gr\u00fc\u00dfe".getBytes(UTF_8))
                            + "?= =?iso-8859-1?Q?f=FCr_alle?=")
                    .line("Reply-To: =?utf-8?q?J=C3=B6?= <joe@example.org>")
                    .line("X-Broken: =?utf-8?b?not base64?= =?nonsense?x?y?= =?utf-8?q?=C3");
        }

        Writer utf8Headers() {
            return line("Subject: Gr\u00fc\u00dfe \u65e5\u672c\u8a9e \ud83d\udce7")
                    .line("Reply-To: \"J\u00f6\" <j\u00f6@ex\u00e4mple.org>");
        }

        Writer latin1Header() {
            out.writeBytes("X-Caf".getBytes(UTF_8));
            out.write(0xE9);
            return line(": yes").line("X-Latin: caf").eightBitLines(1);
        }

        Writer lines(int count) {
            for (int i = 0; i < count; i++) {
                line(text(below(USUAL_LINE)));
            }
            return this;
        }

        Writer dottedLines(int count) {
            for (int i = 0; i < count; i++) {
                line(".".repeat(below(4)) + text(below(4)));
            }
            return this;
        }

        Writer linesOfDots(int count) {
            for (int i = 0; i < count; i++) {
                line(".".repeat(1 + below(3)));
            }
            return this;
        }

        Writer longLine(int length) {
            return line(text(length));
        }

        /** Lines of any bytes but CR, LF and NUL. */
        Writer eightBitLines(int count) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[below(USUAL_LINE)];
                random.nextBytes(bytes);
                for (byte each : bytes) {
                    out.write(each == '\r' || each == '\n' || each == 0 ? 0xFF : each);
                }
                blank();
            }
            return this;
        }

        Writer multipart(int attached) {
            byte[] attachment = new byte[attached];
            random.nextBytes(attachment);
            return headers()
                    .line("MIME-Version: 1.0")
                    .line("Content-Type: multipart/mixed; boundary=\"=_" + index + "\"")
                    .blank()
                    .line("This is a message in MIME format.")
                    .line("--=_" + index)
                    .line("Content-Type: text/plain; charset=utf-8")
                    .line("Content-Transfer-Encoding: 8bit")
                    .blank()
                    .line("Sch\u00f6ne Gr\u00fc\u00dfe")
                    .line("--=_" + index)
                    .line("Content-Type: application/octet-stream")
                    .line("Content-Disposition: attachment; filename=\"" + index + ".bin\"")
                    .line("Content-Transfer-Encoding: base64")
                    .blank()
                    .line(Base64.getMimeEncoder().encodeToString(attachment))
                    .line("--=_" + index + "--");
        }

        private String text(int length) {
            StringBuilder text = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                text.append(LETTERS.charAt(below(LETTERS.length())));
            }
            return text.toString();
        }
    }
}
