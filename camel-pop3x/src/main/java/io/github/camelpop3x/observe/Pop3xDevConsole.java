package io.github.camelpop3x.observe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/**
 * The maildrops of a Camel context: how their polls go, what is held and why.
 *
 * <p>Options: {@value #ROUTE} shows one route only; {@value #RELEASE} and {@value #GIVE_UP} decide about held messages by
 * unique-id, in that route or else wherever it is held.
 */
@DevConsole(name = "pop3x", displayName = "POP3X", description = "POP3 maildrops: polls, counters and held messages")
public final class Pop3xDevConsole extends AbstractDevConsole {

    /** Restricts everything to one route by its id. */
    public static final String ROUTE = "route";
    /** Emits a held message again in the next poll. */
    public static final String RELEASE = "release";
    /** Gives a held message up: with {@code delete=true} the next poll deletes it. */
    public static final String GIVE_UP = "giveUp";

    /** For Camel. */
    public Pop3xDevConsole() {
        super("camel", "pop3x", "POP3X", "POP3 maildrops: polls, counters and held messages");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        forEach(options, (route, shown) -> {
            text.append(route).append('\n');
            shown.forEach((name, value) -> append(text, name, value));
        });
        return text.isEmpty() ? "no maildrop is consumed from\n" : text.toString();
    }

    private static void append(StringBuilder text, String name, Object value) {
        text.append("  ").append(name).append(": ");
        if (value instanceof List<?> lines) {
            text.append(lines.size());
            lines.forEach(line -> text.append("\n    ").append(line));
        } else {
            text.append(value);
        }
        text.append('\n');
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        Map<String, Object> routes = new LinkedHashMap<>();
        forEach(options, routes::put);
        return Map.of("maildrops", routes);
    }

    private void forEach(Map<String, Object> options, BiConsumer<String, Map<String, Object>> output) {
        for (Route route : getCamelContext().getRoutes()) {
            boolean asked = options.getOrDefault(ROUTE, route.getRouteId()).equals(route.getRouteId());
            if (asked && route.getConsumer() instanceof MaildropMonitor maildrop) {
                output.accept(route.getRouteId(), shown(maildrop, options));
            }
        }
    }

    private static Map<String, Object> shown(MaildropMonitor maildrop, Map<String, Object> options) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("maildrop", maildrop.account());
        shown.put("status", maildrop.getPollStatus());
        PollCounters counters = maildrop.counters();
        shown.put("retrieved", counters.retrieved());
        shown.put("completed", counters.completed());
        shown.put("failed", counters.failed());
        shown.put("deleted", counters.deleted());
        shown.put("refused", counters.refused());
        shown.put("inFlight", maildrop.getMessagesInFlight());
        shown.put("spooledBytes", maildrop.getSpooledBytes());
        shown.put("octets", counters.octets());
        shown.put("commands", counters.commands());
        try {
            decide(maildrop, options, shown);
            List<String> held = new ArrayList<>();
            maildrop.held().forEach(message -> held.add(message.toString()));
            shown.put("held", held);
        } catch (IOException e) {
            shown.put("held", "unknown: " + e.getMessage());
        }
        return shown;
    }

    private static void decide(MaildropMonitor maildrop, Map<String, Object> options, Map<String, Object> shown)
            throws IOException {
        Object release = options.get(RELEASE);
        if (release != null) {
            shown.put(RELEASE, answer(release, maildrop.releaseHeld(release.toString())));
        }
        Object giveUp = options.get(GIVE_UP);
        if (giveUp != null) {
            shown.put(GIVE_UP, answer(giveUp, maildrop.giveUpHeld(giveUp.toString())));
        }
    }

    private static String answer(Object uid, boolean done) {
        return uid + (done ? " done" : " isn't held here");
    }
}
