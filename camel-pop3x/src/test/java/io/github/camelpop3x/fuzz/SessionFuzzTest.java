package io.github.camelpop3x.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.client.model.TlsMode;
import java.util.Arrays;

/**
 * Whole sessions with a hostile server. The first octet of an input sets the client up, the others are what the server
 * says and does: see {@link HostileServer}.
 */
class SessionFuzzTest {

    private static final int NO_PIPELINING = 1;
    private static final int SMALL_BOUNDS = 2;
    static final int BYTE_BY_BYTE = 4;
    private static final int STLS = 8;
    static final int ANY = 15;
    static final int IN_CLEAR = ANY & ~STLS;

    static HostileSession session(byte[] input, int most) {
        int setup = input.length == 0 ? 0 : input[0] & most;
        byte[] says = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        return new HostileSession(
                new HostileServer(says, (setup & BYTE_BY_BYTE) != 0),
                (setup & STLS) != 0 ? TlsMode.REQUIRED : TlsMode.NONE,
                (setup & NO_PIPELINING) == 0,
                (setup & SMALL_BOUNDS) != 0);
    }

    /** A poll. */
    @FuzzTest
    void poll(byte[] input) {
        session(input, ANY).poll();
    }

    /** Every command once. */
    @FuzzTest
    void commands(byte[] input) {
        session(input, IN_CLEAR).commands();
    }
}
