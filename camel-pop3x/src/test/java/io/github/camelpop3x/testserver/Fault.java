package io.github.camelpop3x.testserver;

import java.util.Optional;

/**
 * One fault as data, and the smallest plan.
 *
 * @param session the ordinal of the session that has it, or {@link #EVERY}
 * @param verb the command, in upper case, or {@link FaultPlan#GREETING}
 * @param nth the ordinal among the session's commands with this verb, or {@link #EVERY}
 * @param effect what happens
 */
public record Fault(int session, String verb, int nth, Effect effect) implements FaultPlan {

    public static final int EVERY = 0;

    @Override
    public Optional<Effect> effect(int session, String verb, int nth, int command) {
        boolean hit = matches(this.session, session) && this.verb.equals(verb) && matches(this.nth, nth);
        return hit ? Optional.of(effect) : Optional.empty();
    }

    private static boolean matches(int wanted, int ordinal) {
        return wanted == EVERY || wanted == ordinal;
    }
}
