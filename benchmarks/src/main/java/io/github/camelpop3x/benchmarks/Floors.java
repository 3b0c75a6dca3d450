package io.github.camelpop3x.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the consumer is held to, and whether it holds it: each floor is computed from the results of one run. */
final class Floors {

    private static final String RAW = "pop3x?format=raw";
    private static final String MIME = "pop3x?format=mime";
    private static final String LISTING = "pop3x?format=raw&listingInterval=0";
    private static final String LIMIT = "limit";
    private static final String BARE = "bare";
    private static final String CAMEL = "camel-floor";

    /** The first JDK that runs maildrops on virtual threads. */
    private static final int VIRTUAL_THREADS = 21;

    /** What is looked at. */
    private record Figure(String title, DoubleFunction<String> shown, ToDoubleFunction<Result> of) {

        static final Figure TIME = new Figure("time", Numbers::plain, Result::millis);
        static final Figure CPU = new Figure("CPU time", Numbers::plain, Result::cpuMillis);
        static final Figure ROUND_TRIPS = new Figure("round trips", Numbers::plain, Result::roundTrips);
        static final Figure ALLOCATED =
                new Figure("allocated a message, beyond the body", Numbers::octets, Floors::beyondBody);
        static final Figure PEAK = new Figure("peak memory", Numbers::octets, Result::peakMemory);
        static final Figure HELD = new Figure("heap held, a maildrop", Numbers::octets, Result::held);
        static final Figure FIRST_PEAK =
                new Figure("peak memory of the first round, a maildrop", Numbers::octets, Result::firstPeak);
    }

    /**
     * One floor.
     *
     * @param references clients to whose sum the figure is a ratio; empty if the figure itself is bounded
     * @param least whether the bound is the least that will do, rather than the most
     */
    private record Floor(
            String workload, String client, Figure figure, List<String> references, boolean least, double bound) {

        static Floor most(String workload, String client, Figure figure, double bound, String... references) {
            return new Floor(workload, client, figure, List.of(references), false, bound);
        }

        static Floor least(String workload, String client, Figure figure, double bound, String... references) {
            return new Floor(workload, client, figure, List.of(references), true, bound);
        }

        boolean met(double measured) {
            return least ? measured >= bound : measured <= bound;
        }

        String shown(double value) {
            return references.isEmpty() ? figure.shown().apply(value) : Numbers.plain(value) + " ×";
        }

        String title() {
            String of =
                    references.size() > 1 ? "(" + String.join(" + ", references) + ")" : String.join("", references);
            return client + ": " + figure.title() + (of.isEmpty() ? "" : " / " + of);
        }
    }

    private Floors() {}

    private static List<Floor> all(int jdk) {
        return List.of(
                Floor.most("W1", RAW, Figure.TIME, 3, BARE, CAMEL),
                Floor.most("W1", MIME, Figure.TIME, 8, BARE, CAMEL),
                Floor.least("W1", "camel-mail", Figure.TIME, 200, RAW),
                Floor.most("W1", RAW, Figure.ALLOCATED, 6_000),
                Floor.most("W2", RAW, Figure.TIME, 2.5, LIMIT),
                Floor.most("W2", MIME, Figure.TIME, 2.5, LIMIT),
                Floor.most("W2", RAW, Figure.ROUND_TRIPS, 8),
                Floor.most("W2b", RAW, Figure.TIME, 2.5, LIMIT),
                Floor.most("W2b", MIME, Figure.TIME, 2.5, LIMIT),
                Floor.most("W2b", RAW, Figure.ROUND_TRIPS, 8),
                Floor.most("W3", RAW, Figure.TIME, 4, LIMIT),
                Floor.most("W3", RAW, Figure.CPU, 2, BARE),
                Floor.most("W4", RAW, Figure.TIME, 3, LIMIT),
                Floor.most("W4", RAW, Figure.CPU, 2, BARE),
                Floor.most("W5", RAW, Figure.TIME, 6, LIMIT),
                Floor.most("W5", RAW, Figure.PEAK, 220e6),
                Floor.most("W5", MIME, Figure.PEAK, 220e6),
                // The limit's time over ours: the share of its rate that is left.
                Floor.least("W6", LIMIT, Figure.TIME, jdk < VIRTUAL_THREADS ? 0.15 : 0.5, RAW),
                Floor.most("W6", RAW, Figure.HELD, 300e3),
                Floor.most("W6", RAW, Figure.FIRST_PEAK, 300e3),
                Floor.most("W7", LISTING, Figure.TIME, 1.5, BARE),
                Floor.most("W7", RAW, Figure.TIME, 5, LIMIT));
    }

    /** A row for each floor. */
    static String of(List<List<Result>> all) {
        return of(all.stream().flatMap(List::stream).toList(), Runtime.version().feature());
    }

    static String of(List<Result> results, int jdk) {
        Table table = new Table("workload", "figure", "floor", "measured", "rounds", "met");
        for (Floor floor : all(jdk)) {
            table.row(row(floor, results));
        }
        return "### Floors\n\n" + table;
    }

    private static List<String> row(Floor floor, List<Result> results) {
        List<String> row = new ArrayList<>();
        row.add(floor.workload());
        row.add(floor.title());
        row.add((floor.least() ? "at least " : "at most ") + floor.shown(floor.bound()));
        List<Result> needed = new ArrayList<>();
        List<String> clients = new ArrayList<>(List.of(floor.client()));
        clients.addAll(floor.references());
        for (String client : clients) {
            Optional<Result> found = results.stream()
                    .filter(result -> result.client().equals(client)
                            && result.workload().name().equals(floor.workload()))
                    .findFirst();
            if (found.isEmpty()
                    || !found.get().measured()
                    || found.get().failure() != null
                    || floor.figure().of().applyAsDouble(found.get()) <= 0) {
                row.addAll(List.of("–", "0", "not known: " + client + " " + reason(found)));
                return row;
            }
            needed.add(found.get());
        }
        double measured = floor.figure().of().applyAsDouble(needed.get(0));
        if (needed.size() > 1) {
            measured /= needed.stream()
                    .skip(1)
                    .collect(Collectors.summingDouble(floor.figure().of()));
        }
        row.add(floor.shown(measured));
        row.add(Integer.toString(
                needed.stream().mapToInt(Result::repetitions).min().orElse(0)));
        row.add(floor.met(measured) ? "yes" : "NO");
        return row;
    }

    private static String reason(Optional<Result> result) {
        if (result.isEmpty()) {
            return "not run";
        }
        String failure = result.get().failure();
        return failure == null ? "has no such figure" : failure;
    }

    private static double beyondBody(Result result) {
        return result.allocated() / result.workload().units()
                - result.workload().size();
    }
}
