package io.github.camelpop3x.client.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds one octet among many, eight at a time: every octet of every message passes here, and the compiler doesn't turn
 * the plain loop into anything like it. A word has a zero octet where {@code (word - 0x01…) & ~word & 0x80…} has a bit;
 * XOR with the wanted octet in all places makes zeros of it.
 */
final class OctetSearch {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final byte wanted;
    private final long pattern;

    OctetSearch(byte wanted) {
        this.wanted = wanted;
        this.pattern = ONES * (wanted & 0xffL);
    }

    /** The first index from {@code from} to before {@code to} that has it, -1 where none has. */
    int in(byte[] data, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(data, at) ^ pattern;
            long zeros = (word - ONES) & ~word & HIGHS;
            if (zeros != 0) {
                // The lowest bit set is right; higher ones may be an effect of the borrow.
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (data[at] == wanted) {
                return at;
            }
        }
        return -1;
    }
}
