package io.github.camelpop3x.benchmarks.client;

/** A client that drains the target's maildrops once a round. */
interface Drain extends AutoCloseable {

    /** Retrieves everything that is new into the tally, and has it deleted unless the target says otherwise. */
    void round(Tally tally) throws Exception;

    @Override
    default void close() {}
}
