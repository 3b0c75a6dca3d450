package io.github.camelpop3x.fuzz;

import java.io.InputStream;

/** Octets that come in pieces, as a network hands them over. Piece sizes follow from two numbers, in turns. */
final class TornInput extends InputStream {

    private final byte[] data;
    private final int[] sizes;
    private int at;
    private int turn;

    private TornInput(byte[] data, int... sizes) {
        this.data = data;
        this.sizes = sizes;
    }

    /** All at once. */
    static TornInput whole(byte[] data) {
        return new TornInput(data, Integer.MAX_VALUE);
    }

    /** One by one. */
    static TornInput byteByByte(byte[] data) {
        return new TornInput(data, 1);
    }

    /** In pieces of 1 to 16 octets; the seed's two halves say of how many. */
    static TornInput pieces(byte[] data, int seed) {
        return new TornInput(data, 1 + (seed & 15), 1 + (seed >> 4 & 15));
    }

    @Override
    public int read() {
        return at < data.length ? data[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (at == data.length) {
            return -1;
        }
        int piece = Math.min(Math.min(length, sizes[turn++ % sizes.length]), data.length - at);
        System.arraycopy(data, at, target, offset, piece);
        at += piece;
        return piece;
    }
}
