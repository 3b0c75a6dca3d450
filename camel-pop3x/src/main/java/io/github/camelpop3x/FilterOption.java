package io.github.camelpop3x;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;

/** Reads the option filter. */
final class FilterOption {

    /** As in Camel's toD: a language's name ends with a colon. No predicate in simple begins like that. */
    private static final Pattern LANGUAGE = Pattern.compile("(?:language:)?([A-Za-z][\\w-]*):(.*)", Pattern.DOTALL);

    private FilterOption() {}

    /**
     * The predicate that the option means.
     *
     * @param given a predicate, or an expression: in the language whose name it begins with, in simple if it doesn't
     * @throws IllegalArgumentException it is none of these, or it isn't right in its language
     */
    static Predicate of(CamelContext context, Object given) {
        if (given instanceof Predicate predicate) {
            return predicate;
        }
        if (!(given instanceof String text)) {
            throw new IllegalArgumentException("Option filter must be an org.apache.camel.Predicate or an expression"
                    + " but is a " + given.getClass().getName());
        }
        Matcher prefixed = LANGUAGE.matcher(text);
        boolean named = prefixed.matches();
        String language = named ? prefixed.group(1) : "simple";
        try {
            Predicate predicate = context.resolveLanguage(language).createPredicate(named ? prefixed.group(2) : text);
            predicate.initPredicate(context);
            return predicate;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Option filter is no predicate in the language " + language + ": " + e.getMessage(), e);
        }
    }
}
