package io.github.camelpop3x;

import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.FaultPlan;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What the server of {@link SoakTest} does wrong, a few percent of the time; timeouts are rare, as they cost a second. */
final class SoakFaults implements FaultPlan {

    private final Dice dice;
    private final AtomicInteger count = new AtomicInteger();

    SoakFaults(long seed) {
        dice = new Dice(seed);
    }

    /** How many there were. */
    int count() {
        return count.get();
    }

    @Override
    public Optional<Effect> effect(int session, String verb, int nth, int command) {
        double roll = 100 * dice.roll(session, verb.hashCode() * 31L + nth);
        Effect effect =
                switch (verb) {
                    case GREETING -> roll < 1 ? Effect.cutBefore() : null;
                    case "UIDL", "LIST" -> roll < 1 ? Effect.cutInReply(20) : null;
                    case "RETR" -> retr(roll);
                    case "DELE" -> roll < 1 ? Effect.err("not now") : roll < 1.2 ? Effect.cutAfterExecuting() : null;
                    case "QUIT" -> quit(roll);
                    default -> null;
                };
        if (effect != null) {
            count.incrementAndGet();
        }
        return Optional.ofNullable(effect);
    }

    private static Effect retr(double roll) {
        if (roll < 1) {
            return Effect.err("try later");
        }
        if (roll < 1.4) {
            return Effect.cutInReply(150);
        }
        return roll < 1.5 ? Effect.reset() : roll < 1.52 ? Effect.stall() : null;
    }

    private static Effect quit(double roll) {
        if (roll < 2) {
            return Effect.err("some messages could not be removed");
        }
        if (roll < 4) {
            return Effect.errAfterExecuting("some messages could not be removed");
        }
        return roll < 6 ? Effect.cutBefore() : roll < 8 ? Effect.cutAfterExecuting() : null;
    }
}
