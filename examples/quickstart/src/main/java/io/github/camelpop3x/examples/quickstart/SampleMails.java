package io.github.camelpop3x.examples.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A dozen mails, and one, of the kinds that mailboxes really hold; the same ones in every run.
 *
 * <p>Each ends with exactly one line end. GreenMail ends every mail that way when it gives it out, so that what it gives
 * out is, byte for byte, what it was given.
 */
final class SampleMails {

    private static final int BIG = 3_900_000;

    private final List<SampleMail> mails = new ArrayList<>();

    private SampleMails() {}

    /** All of them, in the order of their dates. */
    static List<SampleMail> all() {
        SampleMails samples = new SampleMails();
        samples.addLetters();
        samples.addAttachments();
        samples.addOddities();
        samples.addMailsFromMachines();
        return List.copyOf(samples.mails);
    }

    private void addLetters() {
        add("plain text", "Ada Park <ada@example.org>", "Minutes of Monday's meeting", MimePart.plain("""
                Hello Erika,

                the minutes are in the usual place. We agreed on three things:
                  1. the archive moves in March,
                  2. nobody deletes anything before it has moved,
                  3. Lee brings the cake.

                --\s
                Ada
                """));
        MimePart html = MimePart.text("text/html", UTF_8, "quoted-printable", """
                <html><body style=3D"font-family:serif">
                <h1>New on our shelves</h1>
                <p>Three new books about <b>lighthouses</b>, from =E2=82=AC 9.90. Read =
                them where you can hear the sea.</p>
                </body></html>
                """);
        add(
                "HTML and plain text",
                "Corner Bookshop <news@shop.example>",
                "New on our shelves: three books about lighthouses",
                MimePart.multipart("alternative", "", MimePart.plain("Three new books about lighthouses.\n"), html));
        add(
                "8 bit text",
                "Zofia <zofia@example.org>",
                "In many tongues",
                MimePart.text("text/plain", UTF_8, "8bit", """
                Cześć Eriko, zażółć gęślą jaźń: przyjadę w środę o 9:40.
                Καλημέρα από την Αθήνα. Привет! 明日また。 👋
                """));
        String latin = """
                Gr=FC=DFe aus M=FCnchen! Der Zug kommt um halb zehn an; ich st=FCnde dann am =
                Ausgang zur Bayerstra=DFe.
                """;
        String umlauts = "=?ISO-8859-1?Q?J=FCrgen_M=FCller?= <juergen@example.net>";
        add(
                "quoted-printable, encoded sender",
                umlauts,
                "=?ISO-8859-1?Q?Gr=FC=DFe_aus_M=FCnchen?=",
                "Grüße aus München",
                MimePart.text("text/plain", ISO_8859_1, "quoted-printable", latin));
        Charset japanese = Charset.forName("ISO-2022-JP");
        add(
                "Japanese, folded subject",
                encoded(japanese, "山田花子") + " <hanako@example.jp>",
                encoded(japanese, "灯台の写真を") + "\n " + encoded(japanese, "お送りします"),
                "灯台の写真をお送りします",
                MimePart.text("text/plain", japanese, "7bit", "エリカさん、写真は次のメールで送ります。\n"));
    }

    private void addAttachments() {
        add(
                "a PDF attached",
                "Harbour Office <office@harbour.example>",
                "Your invoice 2026-1107",
                MimePart.mixed(
                        MimePart.plain("The invoice is attached.\n"),
                        MimePart.attachment(
                                "application/pdf",
                                "filename=\"invoice-2026-1107.pdf\"",
                                SampleFiles.pdf("Invoice 2026-1107: berth 12, two nights"))));
        add(
                "a picture attached",
                encoded(UTF_8, "山田花子") + " <hanako@example.jp>",
                "Sunset",
                MimePart.mixed(
                        MimePart.plain("As promised.\n"),
                        MimePart.attachment(
                                "image/png",
                                "filename*=UTF-8''%E5%A4%95%E7%84%BC%E3%81%91.png",
                                SampleFiles.picture())));
        add(
                "5 MB",
                "Lee <lee@example.org>",
                "The recordings, all of them",
                MimePart.mixed(
                        MimePart.plain("Sorry for the size.\n"),
                        MimePart.attachment(
                                "application/octet-stream", "filename=\"recordings.bin\"", SampleFiles.noise(BIG))));
    }

    private void addOddities() {
        add("lines that begin with dots", "Kim <kim@example.org>", "Dots", MimePart.plain("""
                A line with one dot and nothing else ends a POP3 reply:
                .
                ..
                ...and so on. The server doubles the first dot, the client takes it away:
                .profile
                """));
        add("no body at all", "Lee <lee@example.org>", "Call me back, please", MimePart.none());
    }

    private void addMailsFromMachines() {
        byte[] forwarded = mails.get(0).bytes();
        add(
                "a forwarded mail",
                "Kim <kim@example.org>",
                "Fwd: Minutes of Monday's meeting",
                MimePart.mixed(MimePart.plain("Did you see this?\n"), MimePart.message(forwarded)));
        String invitation = """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//example.org//quickstart//EN
                METHOD:REQUEST
                BEGIN:VEVENT
                UID:cake-2026@example.org
                DTSTAMP:20261102T120000Z
                DTSTART:20261109T090000Z
                DTEND:20261109T093000Z
                SUMMARY:Cake
                ORGANIZER:mailto:lee@example.org
                ATTENDEE;RSVP=TRUE:mailto:erika@example.com
                END:VEVENT
                END:VCALENDAR
                """;
        add(
                "an invitation",
                "Lee <lee@example.org>",
                "Invitation: Cake, Monday at ten",
                MimePart.multipart(
                        "alternative",
                        "",
                        MimePart.plain("Cake, Monday 9 November, 10:00.\n"),
                        MimePart.text("text/calendar; method=REQUEST", UTF_8, "8bit", invitation)));
        MimePart status = MimePart.fields("message/delivery-status", """
                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; nobody@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user here
                """);
        MimePart original =
                MimePart.fields("text/rfc822-headers", "From: erika@example.com\nSubject: Is anybody there?\n");
        add(
                "a delivery report",
                "Mail Delivery System <MAILER-DAEMON@mx.example.net>",
                "Undelivered mail returned to sender",
                MimePart.multipart(
                        "report",
                        "; report-type=delivery-status",
                        MimePart.plain("Your mail to <nobody@example.net> could not be delivered.\n"),
                        status,
                        original));
    }

    private void add(String what, String from, String subject, MimePart content) {
        add(what, from, subject, subject, content);
    }

    private void add(String what, String from, String encodedSubject, String subject, MimePart content) {
        mails.add(SampleMail.write(mails.size() + 1, what, from, encodedSubject, subject, content));
    }

    /** An encoded word of RFC 2047; the text is short enough for one. */
    private static String encoded(Charset charset, String text) {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(charset));
        return "=?" + charset.name() + "?B?" + base64 + "?=";
    }
}
