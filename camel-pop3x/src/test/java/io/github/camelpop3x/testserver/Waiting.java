package io.github.camelpop3x.testserver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for a bounded time, for what nobody can notify us of. Stateless. */
final class Waiting {

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private Waiting() {}

    /**
     * Asks again and again, with short pauses. An interrupt doesn't end the wait, since what is waited for is often the
     * end of something that mustn't be left behind; the thread is interrupted again afterwards.
     *
     * @return whether the condition came true in time
     */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
