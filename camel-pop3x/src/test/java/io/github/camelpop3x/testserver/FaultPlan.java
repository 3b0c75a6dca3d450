package io.github.camelpop3x.testserver;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Decides which commands of a {@link MaildropServer} have an {@link Effect}. Asked by several sessions at once. */
@FunctionalInterface
public interface FaultPlan {

    /** Stands for the greeting, as if it were the answer to a command number 0. */
    String GREETING = "greeting";

    /**
     * All ordinals count from 1.
     *
     * @param session which connection of the server this is
     * @param verb the command in upper case, or {@link #GREETING}
     * @param nth how many commands with this verb the session had, this one included
     * @param command how many commands the session had, this one included
     */
    Optional<Effect> effect(int session, String verb, int nth, int command);

    /** Each command is executed and answered. */
    static FaultPlan none() {
        return (session, verb, nth, command) -> Optional.empty();
    }

    /** The first of these plans that has an effect on a command decides. */
    static FaultPlan of(FaultPlan... plans) {
        return (session, verb, nth, command) -> Arrays.stream(plans)
                .map(plan -> plan.effect(session, verb, nth, command).orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
