package io.github.camelpop3x.examples.invoices;

import java.util.List;

/** Twelve mails as they come: eleven with an invoice, and one that is about something else. */
final class InvoiceMails {

    private static final String PDF = "%PDF-1.4 an invoice";

    private InvoiceMails() {}

    static List<String> all() {
        return List.of(
                mail("a@example.org", "2026-09-03", "Invoice 1", text("one") + file("filename=\"invoice.pdf\"")),
                mail("a@example.org", "2026-09-17", "Invoice 2", text("same name") + file("filename=\"invoice.pdf\"")),
                mail("a@example.org", "2026-10-05", "Invoice 3", text("next month") + file("filename=\"invoice.pdf\"")),
                mail(
                        "Billing <B@example.com>",
                        "2026-10-06",
                        "Your invoice",
                        text("two of a name") + file("filename=\"scan.pdf\"") + file("filename=\"scan.pdf\"")),
                mail(
                        "b@example.com",
                        "2026-10-07",
                        "=?utf-8?Q?Invoice_f=C3=BCr_Oktober?=",
                        text("RFC 2231") + file("filename*=utf-8''Rechnung%20f%C3%BCr%20Oktober.pdf")),
                mail(
                        "b@example.com",
                        "2026-10-08",
                        "Invoice 6",
                        text("RFC 2047") + file("filename=\"=?utf-8?B?UmVjaG51bmcgw7xiZXIgMTIuLSDigqwucGRm?=\"")),
                mail("c@example.net", "2026-10-09", "Invoice 7", html() + file("filename=\"invoice-7.pdf\"")),
                mail("c@example.net", "2026-10-10", "Invoice 8", text("path") + file("filename=\"../../etc/passwd\"")),
                mail("c@example.net", "2026-10-11", "Invoice 9", text("no name") + file("x=y")),
                mail("c@example.net", "2026-10-12", "INVOICE 10, nothing attached", text("see our portal")),
                mail(
                        "../../c@example.net",
                        "2026-10-13",
                        "Invoice 11",
                        text("three")
                                + file("filename=\"invoice-11.pdf\"")
                                + file("filename=\"terms.pdf\"")
                                + file("filename=\"con.pdf\"")),
                mail("news@example.org", "2026-10-14", "News of the week", text("not what you want")));
    }

    private static String mail(String from, String date, String subject, String parts) {
        String[] day = date.split("-", -1);
        String month = day[1].equals("09") ? "Sep" : "Oct";
        return "From: " + from + "\r\nTo: invoices@example.org\r\nDate: " + day[2] + " " + month + " " + day[0]
                + " 12:00:00 +0000\r\nSubject: " + subject
                + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n" + parts
                + "--part--\r\n";
    }

    private static String text(String text) {
        return "--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
    }

    private static String html() {
        return "--part\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>HTML only</p>\r\n";
    }

    private static String file(String name) {
        return "--part\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; " + name + "\r\n\r\n" + PDF
                + "\r\n";
    }
}
