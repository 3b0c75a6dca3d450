package io.github.camelpop3x.message.mime;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names for the attachments of one message that any file system takes and that stay in the directory they are put in:
 * no path, no control or invisible character, nothing reserved on Windows, at most 200 octets in UTF-8, and each only
 * once, whatever the case. For one thread.
 */
public final class FileNames {

    private static final int MAX_OCTETS = 200;
    private static final int MAX_EXTENSION = 20;

    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "conin$", "conout$");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("text/plain", "text.txt"),
            Map.entry("text/html", "text.html"),
            Map.entry("text/calendar", "invite.ics"),
            Map.entry("text/vcard", "contact.vcf"),
            Map.entry("text/x-vcard", "contact.vcf"),
            Map.entry("text/csv", "table.csv"),
            Map.entry("text/rfc822-headers", "headers.txt"),
            Map.entry("message/rfc822", "message.eml"),
            Map.entry("message/global", "message.eml"),
            Map.entry("message/delivery-status", "delivery-status.txt"),
            Map.entry("message/disposition-notification", "disposition-notification.txt"),
            Map.entry("application/pdf", "attachment.pdf"),
            Map.entry("application/zip", "attachment.zip"),
            Map.entry("application/xml", "attachment.xml"),
            Map.entry("application/json", "attachment.json"),
            Map.entry("application/ms-tnef", "winmail.dat"),
            Map.entry("application/pkcs7-mime", "smime.p7m"),
            Map.entry("application/x-pkcs7-mime", "smime.p7m"),
            Map.entry("application/pkcs7-signature", "smime.p7s"),
            Map.entry("application/x-pkcs7-signature", "smime.p7s"),
            Map.entry("application/pgp-signature", "signature.asc"),
            Map.entry("application/pgp-encrypted", "version.asc"),
            Map.entry("image/jpeg", "image.jpg"),
            Map.entry("image/png", "image.png"),
            Map.entry("image/gif", "image.gif"),
            Map.entry("image/tiff", "image.tif"));

    private final Set<String> taken = new HashSet<>();
    /** The number that was last put behind a name, so that a thousand equal ones cost no square. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** A name for a part that none before has got. */
    public String nameOf(MimePart part) {
        String safe = safe(part.fileName(), DEFAULTS.getOrDefault(part.mediaType(), "attachment.bin"));
        String name = safe;
        while (!taken.add(key(name))) {
            int number = numbers.merge(key(safe), 2, (last, first) -> last + 1);
            name = numbered(safe, number);
        }
        return name;
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT);
    }

    private static String numbered(String name, int number) {
        int dot = extension(name);
        return name.substring(0, dot) + "-" + number + name.substring(dot);
    }

    /** Where the extension begins with its dot; the end if there is none. */
    private static int extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= MAX_EXTENSION ? dot : name.length();
    }

    /** A safe name made of what a sender wrote, or the other one if nothing is left of it. */
    static String safe(@Nullable String written, String otherwise) {
        if (written == null) {
            return otherwise;
        }
        StringBuilder name = new StringBuilder();
        written.codePoints().forEach(c -> append(name, c));
        String trimmed = trimmed(name.substring(name.lastIndexOf("/") + 1));
        if (trimmed.isEmpty()) {
            return otherwise;
        }
        int dot = trimmed.indexOf('.');
        String stem = (dot < 0 ? trimmed : trimmed.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        return trimmed(bounded(RESERVED.contains(stem) ? "_" + trimmed : trimmed));
    }

    private static void append(StringBuilder name, int c) {
        if (c == '/' || c == '\\') {
            name.append('/');
        } else if ("<>:\"|?*".indexOf(c) >= 0 || Character.isISOControl(c)) {
            name.append('_');
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            name.append(' ');
        } else if (isVisible(c)) {
            name.appendCodePoint(c);
        }
    }

    /** Marks that turn text around, and others that nobody sees, are left out. */
    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return type != Character.FORMAT && type != Character.SURROGATE && type != Character.UNASSIGNED;
    }

    /** Without what Windows drops at the end and what hides a file or looks like an option at the start. */
    private static String trimmed(String name) {
        int from = 0;
        int to = name.length();
        while (to > 0 && (name.charAt(to - 1) == '.' || name.charAt(to - 1) == ' ')) {
            to--;
        }
        while (from < to && " .-~".indexOf(name.charAt(from)) >= 0) {
            from++;
        }
        return name.substring(from, to);
    }

    private static String bounded(String name) {
        int dot = extension(name);
        String end = name.substring(dot);
        StringBuilder stem = new StringBuilder(name.substring(0, Math.min(dot, MAX_OCTETS)));
        while (octets(stem.toString()) + octets(end) > MAX_OCTETS) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + end;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
