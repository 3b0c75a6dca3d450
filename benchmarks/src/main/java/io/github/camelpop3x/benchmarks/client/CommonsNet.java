package io.github.camelpop3x.benchmarks.client;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.net.pop3.POP3Client;
import org.apache.commons.net.pop3.POP3MessageInfo;
import org.apache.commons.net.pop3.POP3SClient;

/** Apache Commons Net's client. */
final class CommonsNet implements Drain {

    private static final int BUFFER = 64 * 1024;

    private final Target target;
    private final Accounts accounts;
    /** The unique-ids of each account. */
    private final ConcurrentHashMap<Integer, Set<String>> known = new ConcurrentHashMap<>();

    CommonsNet(Target target) {
        this.target = target;
        this.accounts = new Accounts(target);
    }

    @Override
    public void round(Tally tally) throws Exception {
        accounts.each(account -> drain(account, tally));
    }

    private void drain(int account, Tally tally) throws IOException {
        Set<String> seen = known.computeIfAbsent(account, key -> new HashSet<>());
        POP3Client client = target.tls() ? new POP3SClient(true) : new POP3Client();
        client.connect(Target.HOST, target.port());
        try {
            if (!client.login(Target.user(account), Target.PASSWORD)) {
                throw new IOException("The login was refused");
            }
            char[] buffer = new char[BUFFER];
            for (POP3MessageInfo info : client.listUniqueIdentifiers()) {
                if (!target.known() || seen.add(info.identifier)) {
                    try (Reader message = client.retrieveMessage(info.number)) {
                        long seenOctets = 0;
                        for (int count = message.read(buffer); count >= 0; count = message.read(buffer)) {
                            seenOctets += count;
                        }
                        tally.add(seenOctets);
                    }
                    if (!target.known() && !client.deleteMessage(info.number)) {
                        throw new IOException("DELE was refused");
                    }
                }
            }
            if (!client.logout()) {
                throw new IOException("QUIT was refused");
            }
        } finally {
            client.disconnect();
        }
    }

    @Override
    public void close() {
        accounts.close();
    }
}
