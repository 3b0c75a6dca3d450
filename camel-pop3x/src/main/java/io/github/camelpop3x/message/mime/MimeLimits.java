package io.github.camelpop3x.message.mime;

/**
 * What the structure of a message may cost. Beyond a limit there is no structure, and the message is taken as it is.
 * Decoded content needs no limit of its own: no transfer encoding makes more octets of fewer, but for uuencode whose
 * lines lost the blanks at their ends, and that at most 32 times as many.
 *
 * @param depth multiparts within each other; a message that is attached isn't looked into and doesn't count
 * @param parts parts in all
 * @param fields header fields in all
 * @param sectionOctets octets of one header section
 * @param headerOctets octets of all header sections together; they are held in memory
 */
public record MimeLimits(int depth, int parts, int fields, int sectionOctets, int headerOctets) {

    /** Real mail doesn't come near them. */
    public static final MimeLimits DEFAULT =
            new MimeLimits(50, 10_000, 50_000, HeaderText.MAX_SECTION_OCTETS, 8 * 1024 * 1024);
}
