package io.github.camelpop3x;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The routes of {@link SoakTest}. One exchange in fifty fails or is rolled back, one in twenty is handed over and takes
 * its time. Counts for each message how often it came and how that ended, in memory that doesn't grow.
 */
final class SoakRoute extends RouteBuilder {

    private static final double FAILING = 0.015;
    private static final double ROLLED_BACK = 0.02;
    private static final double SLOW = 0.05;

    /** One in twenty goes to a file. */
    private static final byte[][] MAILS = IntStream.range(0, 20)
            .mapToObj(i -> mail(i, i == 0 ? 200_000 : 100 * i))
            .toArray(byte[][]::new);

    private final Dice dice;
    private final AtomicIntegerArray emitted;
    private final AtomicIntegerArray completed;
    private final AtomicIntegerArray failed;
    private final AtomicInteger spoiled = new AtomicInteger();
    private String[] maildrops = {};

    SoakRoute(long seed, int messages) {
        dice = new Dice(~seed);
        emitted = new AtomicIntegerArray(messages);
        completed = new AtomicIntegerArray(messages);
        failed = new AtomicIntegerArray(messages);
    }

    void maildrops(String... uris) {
        maildrops = uris;
    }

    /** The message with this number; its unique-id is the number. */
    static byte[] mail(int number) {
        return MAILS[number / 2 % MAILS.length];
    }

    private static byte[] mail(int kind, int size) {
        String line = "kind " + kind + " ".repeat(60) + "\r\n";
        return ("Subject: soak " + kind + "\r\n\r\n" + line.repeat(1 + size / line.length()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        for (String maildrop : maildrops) {
            from(maildrop)
                    .process(this::enter)
                    .choice()
                    .when(this::isSlow)
                    .to("seda:slow?waitForTaskToComplete=Never&blockWhenFull=true")
                    .otherwise()
                    .process(this::work);
        }
        from("seda:slow?concurrentConsumers=2&exceptionHandler=#quiet")
                .delay(50)
                .asyncDelayed()
                .process(this::work);
    }

    private static int number(Exchange exchange) {
        return Integer.parseInt(exchange.getMessage().getHeader(Pop3xConstants.UID, String.class));
    }

    private void enter(Exchange exchange) {
        int number = number(exchange);
        emitted.incrementAndGet(number);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                (done.isRollbackOnly() ? failed : completed).incrementAndGet(number);
            }

            @Override
            public void onFailure(Exchange done) {
                failed.incrementAndGet(number);
            }
        });
    }

    private boolean isSlow(Exchange exchange) {
        return dice.roll(number(exchange), 0) < SLOW;
    }

    private void work(Exchange exchange) {
        int number = number(exchange);
        if (!Arrays.equals(exchange.getMessage().getBody(byte[].class), mail(number))) {
            spoiled.incrementAndGet();
        }
        double roll = dice.roll(number, exchange.getMessage().getHeader(Pop3xConstants.ATTEMPT, Integer.class));
        if (roll < FAILING) {
            throw new IllegalStateException("fails now and then");
        }
        exchange.setRollbackOnly(roll < ROLLED_BACK);
    }

    // --- what was counted ----------------------------------------------------------------------------------------

    private int count(IntPredicate messages) {
        return (int) IntStream.range(0, emitted.length()).filter(messages).count();
    }

    int failures() {
        return IntStream.range(0, failed.length()).map(failed::get).sum();
    }

    int emittedTwice() {
        return count(number -> emitted.get(number) > 1);
    }

    int emittedTwiceWithoutFailure() {
        return count(number -> emitted.get(number) > 1 + failed.get(number));
    }

    int completedTwice() {
        return count(number -> completed.get(number) > 1);
    }

    int lost() {
        return count(number -> completed.get(number) == 0);
    }

    int spoiled() {
        return spoiled.get();
    }

    /** What goes wrong is wanted, and thousands of stack traces aren't. */
    static final class Quiet implements ExceptionHandler, PollingConsumerPollStrategy {

        @Override
        public void handleException(Throwable exception) {}

        @Override
        public void handleException(String message, Throwable exception) {}

        @Override
        public void handleException(String message, Exchange exchange, Throwable cause) {}

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int messages) {}

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retry, Exception cause) {
            return false;
        }
    }
}
