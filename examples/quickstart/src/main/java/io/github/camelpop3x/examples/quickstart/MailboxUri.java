package io.github.camelpop3x.examples.quickstart;

import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.util.URISupport;

/**
 * The URI of a user's mailbox. It takes nothing from that mailbox unless the user asked for it: {@code delete=false} is
 * added to a URI that doesn't say.
 *
 * <p>None of its options' values is ever shown. Which of them is a secret can't be known from their names: a name may be
 * misspelt.
 */
final class MailboxUri {

    private static final String MASK = "xxxxxx";
    private static final Set<String> HARMLESS = Set.of("username", "delete");
    private static final int SHORTEST_SECRET = 4;

    private final String uri;
    private final Map<String, Object> options;

    private MailboxUri(String uri, Map<String, Object> options) {
        this.uri = uri;
        this.options = options;
    }

    /** @throws QuickstartException if this isn't a {@code pop3x:} or {@code pop3xs:} URI with options */
    static MailboxUri parse(String given) throws QuickstartException {
        String uri = given.strip();
        if (!uri.matches("pop3xs?:[^?@]+\\?.+")) {
            throw new QuickstartException("pop3x.uri isn't of the form 'pop3xs:host?username=...&password=...'.");
        }
        Map<String, Object> options = options(uri);
        return options.containsKey("delete")
                ? new MailboxUri(uri, options)
                : new MailboxUri(uri + "&delete=false", options(uri + "&delete=false"));
    }

    private static Map<String, Object> options(String uri) throws QuickstartException {
        try {
            Map<String, Object> options = URISupport.parseQuery(uri.substring(uri.indexOf('?') + 1));
            if (options.entrySet().stream().allMatch(MailboxUri::isOption)) {
                return options;
            }
        } catch (URISyntaxException e) {
            // Says what the line below says, and quotes its input, which holds the password.
        }
        throw new QuickstartException("the options in pop3x.uri can't be read: they are name=value, joined by '&',"
                + " and a value with special characters is written RAW(value).");
    }

    /** A password with an ampersand, if not written as RAW(...), leaves a rest that doesn't look like this. */
    private static boolean isOption(Map.Entry<String, Object> option) {
        return option.getKey().matches("[A-Za-z.]+")
                && !option.getValue().toString().isEmpty();
    }

    /** The URI with its secrets; not for printing. */
    String forCamel() {
        return uri;
    }

    /** Does the user want messages deleted once they have been written? */
    boolean deletes() {
        return !"false".equalsIgnoreCase(options.get("delete").toString());
    }

    /** A text from elsewhere without any value that was given in this URI. */
    String redact(String text) {
        List<String> values = options.entrySet().stream()
                .filter(option -> !HARMLESS.contains(option.getKey()))
                .map(option -> option.getValue().toString().replaceFirst("^RAW[({](.*)[)}]$", "$1"))
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String redacted = text;
        for (String value : values) {
            redacted = redacted.replace(value, MASK);
        }
        return redacted;
    }

    /** The URI as it may be shown. */
    @Override
    public String toString() {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + (HARMLESS.contains(option.getKey()) ? option.getValue() : MASK))
                .collect(Collectors.joining("&", uri.substring(0, uri.indexOf('?') + 1), ""));
    }
}
