package io.github.camelpop3x.select;

/**
 * How large a message may be.
 *
 * @param octets the most, by what LIST says; 0 for no limit
 * @param oversize what becomes of larger ones
 */
public record SizeLimit(long octets, Oversize oversize) {

    /** Any size. */
    public static final SizeLimit NONE = new SizeLimit(0, Oversize.SKIP);

    /** Whether a message is too large. One whose size isn't known (a negative one) never is. */
    public boolean exceededBy(long size) {
        return octets > 0 && size > octets;
    }
}
