package io.github.camelpop3x.delivery;

import java.util.Locale;

/**
 * A unique-id as text that any database stores and any terminal shows: printable ASCII as it is, every other octet and
 * the percent sign as {@code %XX}. Servers send blanks, control characters and 8-bit octets too (wire case 23).
 */
final class UidText {

    private UidText() {}

    static String encode(String uid) {
        StringBuilder text = null;
        for (int i = 0; i < uid.length(); i++) {
            char c = uid.charAt(i);
            boolean plain = c > 0x20 && c < 0x7f && c != '%';
            if (!plain && text == null) {
                text = new StringBuilder(uid.length() + 16).append(uid, 0, i);
            }
            if (text != null) {
                if (plain) {
                    text.append(c);
                } else {
                    text.append(String.format(Locale.ROOT, "%%%02X", c & 0xff));
                }
            }
        }
        return text == null ? uid : text.toString();
    }

    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder uid = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                uid.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                uid.append(c);
            }
        }
        return uid.toString();
    }
}
