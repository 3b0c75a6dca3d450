package io.github.camelpop3x.client.net;

import io.github.camelpop3x.client.model.Deadline;
import io.github.camelpop3x.client.model.Pop3ConnectException;
import io.github.camelpop3x.client.model.Pop3StreamException;
import io.github.camelpop3x.client.model.Pop3TimeoutException;
import io.github.camelpop3x.client.model.TlsMode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds the POP3 servers of a domain (RFC 6186) through the JDK's own DNS client. Bounded by the deadline; can't be
 * interrupted. Stateless.
 */
final class SrvLookup {

    /** Letters, digits, hyphens and what else occurs in names: nothing that JNDI would read as syntax. */
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Whoever answers for DNS chooses how many there are. */
    private static final int MOST = 16;

    private final String dns;

    /**
     * Asks the servers that {@code java.naming.provider.url} names, or else the system's. A URL of another naming
     * service, which an application may have set for its own use, is left alone.
     */
    SrvLookup() {
        this(System.getProperty(Context.PROVIDER_URL, ""));
    }

    /** With the name servers in JNDI's form, {@code dns://host:port}. */
    SrvLookup(String url) {
        this.dns = url.startsWith("dns:") ? url : "dns:";
    }

    /**
     * The domain's servers in the order in which they are to be tried; at least one.
     *
     * @throws Pop3ConnectException there are none; the message names what was asked for
     * @throws Pop3TimeoutException no answer before the deadline
     */
    List<SrvRecord> servers(String domain, TlsMode tls, Deadline deadline) throws Pop3StreamException {
        String name = (tls == TlsMode.IMPLICIT ? "_pop3s._tcp." : "_pop3._tcp.") + plain(domain);
        List<SrvRecord> found = ask(name, deadline);
        if (found.isEmpty()) {
            throw none(name, null);
        }
        if (found.stream().allMatch(record -> record.target().isEmpty())) {
            throw new Pop3ConnectException(
                    "The domain says by DNS (" + name + ") that it doesn't offer this service: "
                            + (tls == TlsMode.IMPLICIT ? "perhaps pop3x: is" : "perhaps pop3xs: is"),
                    null);
        }
        return found.stream().filter(record -> !record.target().isEmpty()).toList();
    }

    private static String plain(String domain) throws Pop3ConnectException {
        try {
            String plain = HostName.ascii(HostName.withoutFinalDot(domain));
            if (DOMAIN.matcher(plain).matches() && HostName.literal(plain) == null) {
                return plain;
            }
            throw new IOException("'" + domain + "' is no domain");
        } catch (IOException e) {
            throw new Pop3ConnectException("With srv=true the host must be a domain: " + e.getMessage(), e);
        }
    }

    // BanJNDI is about names and objects that come from outside: this provider speaks DNS only, makes nothing but text
    // of
    // what it gets, and the name holds none of JNDI's syntax.
    @SuppressWarnings("BanJNDI")
    private List<SrvRecord> ask(String name, Deadline deadline) throws Pop3StreamException {
        InitialDirContext context = null;
        try {
            context = new InitialDirContext(environment(name, deadline));
            return records(context.getAttributes(name, new String[] {"SRV"}).get("SRV"));
        } catch (NameNotFoundException e) {
            throw none(name, e);
        } catch (NamingException e) {
            if (deadline.passed() || e.getRootCause() instanceof SocketTimeoutException) {
                throw late(name, deadline);
            }
            throw new Pop3ConnectException("DNS doesn't say who " + name + " is (" + e.getMessage() + ")", e);
        } finally {
            close(context);
        }
    }

    private Hashtable<String, String> environment(String name, Deadline deadline) throws Pop3TimeoutException {
        long left = deadline.remainingNanos() / 1_000_000;
        if (left <= 0) {
            throw late(name, deadline);
        }
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, dns);
        // The first try takes this long and the second one twice as long, with each of the name servers, of which a
        // system has three at most: together no more than what is left.
        environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(Math.max(1, left / 9)));
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        return environment;
    }

    private static List<SrvRecord> records(@Nullable Attribute attribute) throws NamingException {
        List<SrvRecord> records = new ArrayList<>();
        for (int i = 0; attribute != null && i < Math.min(attribute.size(), MOST); i++) {
            SrvRecord record = SrvRecord.parse(String.valueOf(attribute.get(i)));
            if (record != null) {
                records.add(record);
            }
        }
        return SrvRecord.ordered(records, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    private static Pop3ConnectException none(String name, @Nullable Exception cause) {
        return new Pop3ConnectException(
                "DNS has no servers under " + name + ": name the server itself as host, and leave srv out", cause);
    }

    private static Pop3TimeoutException late(String name, Deadline deadline) {
        return new Pop3TimeoutException("No answer from DNS about " + name + " in time (" + deadline.what() + ")");
    }

    private static void close(@Nullable InitialDirContext context) {
        try {
            if (context != null) {
                context.close();
            }
        } catch (NamingException e) {
            // Nobody can act on it, and what was asked for is known.
        }
    }
}
