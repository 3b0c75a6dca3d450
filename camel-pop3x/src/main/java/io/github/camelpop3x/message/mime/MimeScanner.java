package io.github.camelpop3x.message.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a message and where they are, in one pass over its lines. There is no recursion in it, and what it
 * holds is bounded by the limits. Used once, by one thread.
 *
 * <p>Of mime4j only the decoding of headers is used: its parser hands out content but not where that is, and can't, as it
 * must read ahead of a part's header by the length of the boundary.
 */
final class MimeScanner {

    private static final byte[] DASHES = {'-', '-'};

    private final LineScanner lines;
    private final MimeLimits limits;
    private final HeaderText words = new HeaderText();

    /** The multiparts around the current line, the innermost first. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private @Nullable MimePart root;
    private int parts;
    private int fields;
    private int headerOctets;

    /** The header section at hand, {@code null} outside of one. */
    private @Nullable ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
    /** Where the first line of the header section is that is no field; -1 for none. */
    private long noField = -1;

    /** The leaf whose content is at hand, {@code null} between parts. */
    private @Nullable MimePart leaf;

    private UuFinder uu = UuFinder.NONE;
    /** Octets of the last line's ending: they belong to the boundary that follows, unless they end a header section. */
    private int lastEnding;

    private record Level(MimePart part, byte[] boundary) {}

    MimeScanner(LineScanner lines, MimeLimits limits) {
        this.lines = lines;
        this.limits = limits;
    }

    /**
     * The message as a part.
     *
     * @throws MimeStructureException it is beyond the limits, or a multipart without any part
     */
    MimePart scan() throws IOException {
        while (lines.next()) {
            boolean headerEnds = false;
            if (!isDelimiter()) {
                if (header != null) {
                    headerEnds = headerLine(header);
                } else if (leaf != null) {
                    uu.line(lines, leaf);
                }
            }
            lastEnding = headerEnds ? 0 : lines.ending();
        }
        end(lines.nextOffset());
        levels.forEach(level -> level.part().endsAt(lines.nextOffset()));
        MimePart message = root;
        if (message == null) {
            throw new IllegalStateException("A scan ends with the header of the message");
        }
        if (message.isOf("multipart") && message.parts().isEmpty()) {
            throw new MimeStructureException(
                    message.boundary() == null ? "a multipart without a boundary" : "a multipart without any part");
        }
        return message;
    }

    // --- boundaries
    // ---------------------------------------------------------------------------------------------------

    /** Whether this line ends a part: any of the multiparts around it may go on or end here, whatever is missing. */
    private boolean isDelimiter() throws MimeStructureException {
        if (!lines.startsLine() || levels.isEmpty() || !lines.has(DASHES, 0)) {
            return false;
        }
        for (Level level : levels) {
            int behind = DASHES.length + level.boundary().length;
            if (lines.has(level.boundary(), DASHES.length)) {
                boolean close = lines.has(DASHES, behind);
                if (close || lines.blankFrom(behind)) {
                    delimit(level, close);
                    return true;
                }
            }
        }
        return false;
    }

    private void delimit(Level level, boolean close) throws MimeStructureException {
        long end = lines.offset() - lastEnding;
        end(end);
        for (Iterator<Level> inner = levels.iterator(); inner.hasNext(); ) {
            Level at = inner.next();
            if (at == level && !close) {
                break;
            }
            at.part().endsAt(end);
            inner.remove();
            if (at == level) {
                break;
            }
        }
        header = close ? null : new ByteArrayOutputStream(256);
        noField = -1;
    }

    /** Ends whatever is at hand. */
    private void end(long at) throws MimeStructureException {
        if (header != null) {
            // Without an empty line the header section ends where there is something else than a field.
            endHeader(header.toByteArray(), noField < 0 ? at : noField);
        }
        if (leaf != null) {
            leaf.endsAt(at);
            leaf = null;
        }
    }

    // --- header sections
    // ----------------------------------------------------------------------------------------------

    /** Returns whether the line is the empty one that ends the section. */
    private boolean headerLine(ByteArrayOutputStream section) throws MimeStructureException {
        if (lines.startsLine() && lines.length() == 0 && lines.ending() > 0) {
            endHeader(section.toByteArray(), lines.nextOffset());
            return true;
        }
        if (lines.startsLine() && noField < 0 && !isField()) {
            noField = lines.offset();
            if (root != null) {
                endHeader(section.toByteArray(), noField);
                return false;
            }
            // In the header of the message itself other lines are passed over, as servers and archives put some there.
        }
        int octets = lines.length() + lines.ending();
        headerOctets += octets;
        if (section.size() + octets > limits.sectionOctets() || headerOctets > limits.headerOctets()) {
            throw new MimeStructureException("header sections of more than "
                    + (section.size() + octets > limits.sectionOctets()
                            ? limits.sectionOctets()
                            : limits.headerOctets())
                    + " octets");
        }
        section.write(lines.array(), lines.from(), octets);
        return false;
    }

    private boolean isField() {
        return (lines.length() > 0 && PartFields.isBlank(lines.at(0)))
                || PartFields.nameLength(lines.array(), lines.from(), lines.from() + lines.length()) > 0;
    }

    private void endHeader(byte[] section, long contentAt) throws MimeStructureException {
        header = null;
        MimePart parent = levels.isEmpty() ? null : levels.getFirst().part();
        boolean digest = parent != null && parent.mediaType().equals("multipart/digest");
        PartFields read = new PartFields(section);
        MimePart part = new MimePart(read, digest ? "message/rfc822" : "text/plain", contentAt, words);
        count(part);
        if (parent == null) {
            root = part;
        } else {
            parent.add(part);
        }
        String boundary = part.boundary();
        if (boundary == null) {
            leaf = part;
            uu = UuFinder.of(part);
            return;
        }
        if (levels.size() == limits.depth()) {
            throw new MimeStructureException("multiparts more than " + limits.depth() + " deep");
        }
        levels.push(new Level(part, boundary.getBytes(StandardCharsets.UTF_8)));
    }

    private void count(MimePart part) throws MimeStructureException {
        fields += part.fieldCount();
        if (fields > limits.fields()) {
            throw new MimeStructureException("more than " + limits.fields() + " header fields");
        }
        parts++;
        if (parts + uu.found() > limits.parts()) {
            throw new MimeStructureException("more than " + limits.parts() + " parts");
        }
        parts += uu.found();
        uu = UuFinder.NONE;
    }
}
