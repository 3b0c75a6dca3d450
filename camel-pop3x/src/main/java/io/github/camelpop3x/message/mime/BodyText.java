package io.github.camelpop3x.message.mime;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a message is its text.
 *
 * @param chosen the part
 * @param other the same text in another form, if the sender gave it
 */
record BodyText(MimePart chosen, @Nullable MimePart other) {

    /** {@code null} if there is none. The depth of the recursion is that of the multiparts, which is bounded. */
    static @Nullable BodyText of(MimePart part, boolean preferHtml) {
        if (!part.isMultipart()) {
            return isText(part) ? new BodyText(part, null) : null;
        }
        return switch (part.mediaType()) {
            case "multipart/alternative" -> ofAlternatives(part, preferHtml);
            case "multipart/related" -> ofRelated(part, preferHtml);
            default -> ofFirst(part, preferHtml);
        };
    }

    private static boolean isText(MimePart part) {
        return !part.isAttachment() && (part.mediaType().equals("text/plain") || isHtml(part));
    }

    private static boolean isHtml(MimePart part) {
        return part.mediaType().equals("text/html");
    }

    /** RFC 2046, section 5.1.4: the last of a kind is the richest. */
    private static @Nullable BodyText ofAlternatives(MimePart multipart, boolean preferHtml) {
        MimePart plain = null;
        MimePart html = null;
        for (MimePart part : multipart.parts()) {
            BodyText text = of(part, preferHtml);
            if (text != null) {
                for (MimePart form : new MimePart[] {text.other(), text.chosen()}) {
                    html = form != null && isHtml(form) ? form : html;
                    plain = form != null && !isHtml(form) ? form : plain;
                }
            }
        }
        if (plain == null || html == null) {
            MimePart only = plain == null ? html : plain;
            return only == null ? null : new BodyText(only, null);
        }
        return preferHtml ? new BodyText(html, plain) : new BodyText(plain, html);
    }

    /** RFC 2387: the root is named, or the first. */
    private static @Nullable BodyText ofRelated(MimePart multipart, boolean preferHtml) {
        String start = multipart.parameter("start");
        if (start != null) {
            String id = start.startsWith("<") && start.endsWith(">") ? start.substring(1, start.length() - 1) : start;
            for (MimePart part : multipart.parts()) {
                if (id.equals(part.contentId())) {
                    BodyText text = of(part, preferHtml);
                    return text == null ? ofFirst(multipart, preferHtml) : text;
                }
            }
        }
        return ofFirst(multipart, preferHtml);
    }

    /** A text without a file name rather than one with it. */
    private static @Nullable BodyText ofFirst(MimePart multipart, boolean preferHtml) {
        BodyText named = null;
        for (MimePart part : multipart.parts()) {
            BodyText text = of(part, preferHtml);
            if (text != null && text.chosen().fileName() == null) {
                return text;
            }
            named = named == null ? text : named;
        }
        return named;
    }
}
