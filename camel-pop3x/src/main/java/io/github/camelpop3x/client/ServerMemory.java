package io.github.camelpop3x.client;

/**
 * What was learnt about one server's faults, so that each is run into once and not in every session. Shared by the
 * clients of one endpoint. Thread-safe; what is true stays true.
 */
public final class ServerMemory {

    private volatile boolean dropsOnCapa;
    private volatile boolean failsAtPipelining;

    /** Whether the server closes the connection when it is asked for its capabilities (wire case 5). */
    public boolean dropsOnCapa() {
        return dropsOnCapa;
    }

    /** Whether the server offers PIPELINING and can't do it (wire cases 31 and 34). */
    public boolean failsAtPipelining() {
        return failsAtPipelining;
    }

    void noteDropOnCapa() {
        dropsOnCapa = true;
    }

    void notePipeliningFailure() {
        failsAtPipelining = true;
    }
}
