package io.github.camelpop3x.client.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server says it can do (RFC 2449, section 5). Immutable.
 *
 * <p>Names are compared without regard to case. Lines that aren't capabilities are passed over: some servers send
 * empty lines in the list (wire case 7). What a server lists before login, after TLS and after login may differ, so
 * each state has its own value.
 */
public final class Capabilities {

    /** What is known of a server that wasn't asked or doesn't know CAPA. */
    public static final Capabilities NONE = new Capabilities(Map.of());

    private final Map<String, List<String>> byName;

    private Capabilities(Map<String, List<String>> byName) {
        this.byName = byName;
    }

    /** Reads the lines of a CAPA reply, without the status line and the final dot. */
    public static Capabilities parse(Collection<String> lines) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String line : lines) {
            String trimmed = line.strip();
            if (!trimmed.isEmpty()) {
                String[] words = trimmed.split("\\s+");
                found.putIfAbsent(
                        words[0].toUpperCase(Locale.ROOT), List.of(words).subList(1, words.length));
            }
        }
        return new Capabilities(Map.copyOf(found));
    }

    /** Every capability by its name in upper case, with the words after it. */
    public Map<String, List<String>> all() {
        return byName;
    }

    /** Whether the server listed this capability. */
    public boolean has(String name) {
        return byName.containsKey(name.toUpperCase(Locale.ROOT));
    }

    /** The words after a capability's name; empty where it has none or isn't listed. */
    public List<String> arguments(String name) {
        return byName.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    /** Whether commands may be sent before earlier ones are answered (RFC 2449, section 6.6). */
    public boolean pipelining() {
        return has("PIPELINING");
    }

    /** Whether STLS is offered (RFC 2595). */
    public boolean stls() {
        return has("STLS");
    }

    /** Whether UIDL is offered. Its absence proves little: some servers list it only after login. */
    public boolean uidl() {
        return has("UIDL");
    }

    /** Whether TOP is offered. */
    public boolean top() {
        return has("TOP");
    }

    /** Whether USER and PASS are offered. */
    public boolean user() {
        return has("USER");
    }

    /** Whether text in brackets at the start of a reply is a response code (RFC 2449, section 6.4; RFC 3206). */
    public boolean responseCodes() {
        return has("RESP-CODES") || has("AUTH-RESP-CODE");
    }

    /** Whether the server tells wrong credentials from other failures by {@code [AUTH]} (RFC 3206). */
    public boolean authResponseCode() {
        return has("AUTH-RESP-CODE");
    }

    /** The response code of a reply's text, {@code null} where the server doesn't announce codes or gives none. */
    public @Nullable ResponseCode codeOf(String text) {
        return responseCodes() ? ResponseCode.of(text) : null;
    }

    /** The SASL mechanisms offered (RFC 5034), upper case, in the server's order. */
    public Set<String> saslMechanisms() {
        Set<String> mechanisms = new LinkedHashSet<>();
        arguments("SASL").forEach(name -> mechanisms.add(name.toUpperCase(Locale.ROOT)));
        return mechanisms;
    }

    /** Seconds that must lie between two logins (RFC 2449, section 6.5), if the server says so. */
    public OptionalInt loginDelaySeconds() {
        return number(arguments("LOGIN-DELAY"));
    }

    /**
     * Days that a message stays on the server (RFC 2449, section 6.7). {@code 0} lets the server delete what was
     * retrieved; empty means that it promises nothing or keeps messages for ever.
     */
    public OptionalInt expireDays() {
        return number(arguments("EXPIRE"));
    }

    /** Whether UTF8 is offered (RFC 6856). */
    public boolean utf8() {
        return has("UTF8");
    }

    /** Whether LANG is offered (RFC 6856). */
    public boolean lang() {
        return has("LANG");
    }

    /** The server's name for itself, for logs; nothing may depend on it (RFC 2449, section 6.9). */
    public Optional<String> implementation() {
        return has("IMPLEMENTATION") ? Optional.of(String.join(" ", arguments("IMPLEMENTATION"))) : Optional.empty();
    }

    private static OptionalInt number(List<String> words) {
        if (words.isEmpty() || !words.get(0).matches("\\d{1,9}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(words.get(0)));
    }

    /** Whether another server would be logged in to in the same way. */
    public boolean offersSameLogin(Capabilities other) {
        return saslMechanisms().equals(other.saslMechanisms()) && user() == other.user() && utf8() == other.utf8();
    }

    @Override
    public String toString() {
        return byName.keySet().toString();
    }
}
