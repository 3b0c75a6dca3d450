package io.github.camelpop3x.benchmarks;

import io.github.camelpop3x.benchmarks.client.Footprint;
import io.github.camelpop3x.benchmarks.client.Round;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

    /** What it holds after the last round; {@code null} if that isn't known. */
    @Nullable
    Footprint footprint() throws IOException;

    @Override
    void close();
}
