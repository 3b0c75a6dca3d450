package io.github.camelpop3x.benchmarks.client;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.angus.mail.pop3.POP3Folder;

/** Jakarta Mail, as its own examples use it: open the folder, write each message out, flag it, close with expunge. */
final class Angus implements Drain {

    private final Target target;
    private final Accounts accounts;
    private final Session session;
    /** The unique-ids of each account. */
    private final ConcurrentHashMap<Integer, Set<String>> known = new ConcurrentHashMap<>();

    Angus(Target target) {
        this.target = target;
        this.accounts = new Accounts(target);
        Properties properties = new Properties();
        String protocol = protocol();
        properties.setProperty("mail." + protocol + ".host", Target.HOST);
        properties.setProperty("mail." + protocol + ".port", Integer.toString(target.port()));
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        this.session = Session.getInstance(properties);
    }

    private String protocol() {
        return target.tls() ? "pop3s" : "pop3";
    }

    @Override
    public void round(Tally tally) throws Exception {
        accounts.each(account -> drain(account, tally));
    }

    private void drain(int account, Tally tally) throws Exception {
        Set<String> seen = known.computeIfAbsent(account, key -> new HashSet<>());
        try (Store store = session.getStore(protocol())) {
            store.connect(Target.user(account), Target.PASSWORD);
            try (Folder folder = store.getFolder("INBOX")) {
                folder.open(Folder.READ_WRITE);
                Message[] messages = folder.getMessages();
                if (target.known()) {
                    FetchProfile uids = new FetchProfile();
                    uids.add(UIDFolder.FetchProfileItem.UID);
                    folder.fetch(messages, uids);
                }
                for (Message message : messages) {
                    if (!target.known() || seen.add(((POP3Folder) folder).getUID(message))) {
                        message.writeTo(tally.sink());
                        tally.addMessage();
                        message.setFlag(Flags.Flag.DELETED, !target.known());
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        accounts.close();
    }
}
