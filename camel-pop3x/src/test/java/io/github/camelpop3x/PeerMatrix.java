package io.github.camelpop3x;

import io.github.camelpop3x.testserver.Effect;
import io.github.camelpop3x.testserver.Fault;
import io.github.camelpop3x.testserver.FaultPlan;
import io.github.camelpop3x.testserver.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The same misfortune for different components: a maildrop of three messages, one fault at one command of the first
 * poll, then healthy polls until the maildrop is empty or {@value #POLLS} are over. The commands are those of the
 * component's own first poll when nothing goes wrong. The second message's exchange fails the first time, so that
 * something always has to stay on the server.
 */
final class PeerMatrix {

    private static final int POLLS = 8;
    private static final List<String> UIDS = List.of("uid1", "uid2", "uid3");
    /** With a silent server, in milliseconds. */
    private static final int PATIENCE = 300;

    private PeerMatrix() {}

    /** The fault at each command of the peer's poll, one run for each. */
    static Fates once(Peer peer, Effect effect) throws Exception {
        Fates fates = Fates.NONE;
        for (Fault step : steps(peer)) {
            try (Maildrop maildrop = new Maildrop(peer, "")) {
                maildrop.server.faults(new Fault(1, step.verb(), step.nth(), effect));
                fates = fates.plus(maildrop.drain());
            }
        }
        return fates;
    }

    /** Each command of a poll in which nothing goes wrong, beginning with the greeting. */
    private static List<Fault> steps(Peer peer) throws Exception {
        try (Maildrop maildrop = new Maildrop(peer, "")) {
            Fates fates = maildrop.drain();
            if (!fates.allWell()) {
                throw new AssertionError(peer + " without any fault: " + fates);
            }
            List<Fault> steps = new ArrayList<>();
            steps.add(new Fault(1, FaultPlan.GREETING, 1, null));
            Map<String, Integer> counts = new HashMap<>();
            for (String command : maildrop.server.commands(1)) {
                String verb = command.replaceAll(" .*", "");
                steps.add(new Fault(1, verb, counts.merge(verb, 1, Integer::sum), null));
            }
            return steps;
        }
    }

    /** Every RETR of the first message is refused: what becomes of the other two. */
    static Fates firstOneRefused(Peer peer) throws Exception {
        try (Maildrop maildrop = new Maildrop(peer, UIDS.get(0))) {
            return maildrop.drain();
        }
    }

    /** A maildrop of three messages on a server of its own, and what the route saw of them. */
    private static final class Maildrop implements AutoCloseable {

        private final Peer peer;
        private final String damaged;
        private final MaildropServer server;
        private final Map<String, Integer> completed = new HashMap<>();
        private final Set<String> cut = new HashSet<>();
        private boolean failed;

        /** With the unique-id of the message that the server can't read, if there is one. */
        Maildrop(Peer peer, String damaged) throws Exception {
            this.peer = peer;
            this.damaged = damaged;
            server = MaildropServer.builder()
                    .user("joe", "secret")
                    .capabilities("TOP", "UIDL", "USER", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE")
                    .start();
            for (String uid : UIDS) {
                byte[] mail = ("Message-ID: <" + uid + "@example.org>\r\nSubject: " + uid + "\r\n\r\n" + body(uid))
                        .getBytes(StandardCharsets.US_ASCII);
                if (uid.equals(damaged)) {
                    server.deliverDamaged("joe", uid, mail);
                } else {
                    server.deliver("joe", uid, mail);
                }
            }
        }

        private static String body(String uid) {
            return "line of " + uid + "\r\n.\r\nlast line\r\n";
        }

        Fates drain() throws Exception {
            try (CamelContext context = new DefaultCamelContext()) {
                peer.prepare(context);
                context.start();
                // Stopped by the context.
                PolledConsumer consumer = new PolledConsumer(context, peer.uri(server.port(), PATIENCE), this::route);
                return fates(pollUntilEmpty(consumer));
            } catch (OutOfMemoryError e) {
                // The peer's stopping read from the server once more.
                return fates(1);
            }
        }

        /**
         * Returns how many times the consumer ran out of memory. That ends it: Camel throws an Error on, and a
         * ScheduledExecutorService doesn't run again what has thrown.
         */
        private int pollUntilEmpty(PolledConsumer consumer) {
            try {
                for (int i = 0; i < POLLS && !server.uids("joe").isEmpty(); i++) {
                    peer.beforePoll(consumer.consumer());
                    consumer.poll();
                }
                return 0;
            } catch (OutOfMemoryError e) {
                return 1;
            }
        }

        /** Mails are known by their subjects, which each of the peers maps to a header. */
        private void route(Exchange exchange) {
            String uid = exchange.getMessage().getHeader("Subject", "none", String.class);
            String body = exchange.getMessage().getBody(String.class);
            if (uid.equals("uid2") && !failed) {
                failed = true;
                throw new IllegalStateException("the first attempt fails");
            }
            // One gives the body, another one the whole message.
            if (UIDS.contains(uid) && body != null && body.endsWith(body(uid))) {
                completed.merge(uid, 1, Integer::sum);
            } else {
                cut.add(uid);
            }
        }

        private Fates fates(int outOfMemory) {
            List<String> left = server.uids("joe");
            Fates fates = new Fates(0, 0, cut.size(), 0, 0, 0, outOfMemory);
            for (String uid : UIDS) {
                if (!uid.equals(damaged)) {
                    fates = fates.plus(fate(completed.getOrDefault(uid, 0), left.contains(uid)));
                }
            }
            return fates;
        }

        private static Fates fate(int completed, boolean left) {
            int lost = completed == 0 && !left ? 1 : 0;
            int repeated = completed > 1 ? 1 : 0;
            int undeleted = completed > 0 && left ? 1 : 0;
            int stuck = completed == 0 && left ? 1 : 0;
            return new Fates(1, lost, 0, repeated, undeleted, stuck, 0);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
