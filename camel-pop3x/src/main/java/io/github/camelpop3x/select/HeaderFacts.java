package io.github.camelpop3x.select;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a message's header section, so that it is asked for once only.
 *
 * @param sent when the message was sent; {@code null} where nothing says it
 * @param matched what the filter said; {@code true} where there is none
 */
public record HeaderFacts(@Nullable Instant sent, boolean matched) {}
