package io.github.camelpop3x.examples.quickstart;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.main.Main;

/** Runs the route until its polls have brought what was asked for, or until one fails. */
final class MaildropRun {

    private static final int SHUTDOWN_SECONDS = 20;
    private static final String WATCHED = "&pollStrategy=#watch&exceptionHandler=#watch";

    private final String maildrop;
    private final Map<String, Object> beans;
    private final Arrivals arrivals;

    /**
     * @param maildrop the URI to poll, with at least one option
     * @param beans what the URI refers to as {@code #name}
     * @param arrivals receives the messages
     */
    MaildropRun(String maildrop, Map<String, Object> beans, Arrivals arrivals) {
        this.maildrop = maildrop;
        this.beans = beans;
        this.arrivals = arrivals;
    }

    /**
     * Starts Camel, polls, and stops Camel again, whatever happens.
     *
     * @param enough asked at the end of each poll: need there be no further one?
     * @param silence how long the route may go without a message before it's given up
     * @throws QuickstartException if the route didn't start, a poll failed, or nothing came for too long
     */
    void until(BooleanSupplier enough, Duration silence) throws QuickstartException {
        PollWatch watch = new PollWatch(enough);
        Main camel = new Main();
        camel.bind("watch", watch);
        beans.forEach(camel::bind);
        camel.configure()
                .withName("quickstart")
                .withShutdownTimeout(SHUTDOWN_SECONDS)
                .addRoutesBuilder(new MaildropRoute(maildrop + WATCHED, arrivals));
        try {
            start(camel);
            await(watch, silence);
        } finally {
            camel.stop();
        }
    }

    private static void start(Main camel) throws QuickstartException {
        try {
            camel.start();
        } catch (Exception e) {
            throw new QuickstartException(reason(e), e);
        }
    }

    private void await(PollWatch watch, Duration silence) throws QuickstartException {
        try {
            int before;
            boolean over;
            do {
                before = arrivals.count();
                over = watch.await(silence);
            } while (!over && arrivals.count() > before);
            if (watch.failure().isPresent()) {
                Throwable failure = watch.failure().get();
                throw new QuickstartException(reason(failure), failure);
            }
            if (!over) {
                throw new QuickstartException("no message for " + silence.toSeconds() + " seconds, after " + before
                        + " had arrived; the poll did not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuickstartException("interrupted while the route was running.", e);
        }
    }

    /** What a user can act on: Camel wraps it in where it happened, which the component's own message doesn't need. */
    private static String reason(Throwable thrown) {
        Throwable reason = thrown;
        while (reason.getCause() != null && reason.getClass().getName().startsWith("org.apache.camel.")) {
            reason = reason.getCause();
        }
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }
}
