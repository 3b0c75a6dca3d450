package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.Round;
import java.io.IOException;
import java.time.Duration;

/** A client that runs a round when it is told to. */
interface Contender extends AutoCloseable {

    /** Its name in the table. */
    String name();

    /**
     * Drains the maildrops once.
     *
     * @throws Child.FailedException it can't go on
     */
    Round round(Duration patience) throws IOException;

    @Override
    void close();
}
