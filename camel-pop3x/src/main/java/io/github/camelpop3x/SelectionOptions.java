package io.github.camelpop3x;

import io.github.camelpop3x.select.AgeLimits;
import io.github.camelpop3x.select.Oversize;
import io.github.camelpop3x.select.Selection;
import io.github.camelpop3x.select.SizeLimit;
import java.time.Duration;

/** What an endpoint's options say about which messages are retrieved. */
final class SelectionOptions {

    private SelectionOptions() {}

    /** The rules. */
    static Selection of(Pop3xConfiguration options, int maxMessages) {
        return new Selection(
                options.getOrder(),
                maxMessages,
                new SizeLimit(options.getMaxMessageSize(), options.getOversize()),
                new AgeLimits(Duration.ofMillis(options.getMinAge()), Duration.ofMillis(options.getMaxAge())),
                options.isDeleteUnmatched());
    }

    /** Refuses what can't be meant. */
    static void check(Pop3xConfiguration options) {
        long minAge = options.getMinAge();
        long maxAge = options.getMaxAge();
        notNegative(options.getMaxMessageSize(), "maxMessageSize");
        notNegative(minAge, "minAge");
        notNegative(maxAge, "maxAge");
        if (maxAge > 0 && minAge > maxAge) {
            throw new IllegalArgumentException("minAge (" + minAge + " ms) is longer than maxAge (" + maxAge
                    + " ms), so that no message would ever be selected");
        }
        if (options.isDeleteUnmatched() && options.getFilter() == null && maxAge == 0) {
            throw new IllegalArgumentException(
                    "deleteUnmatched deletes what filter or maxAge rule out, and neither of them is set");
        }
        // What was never retrieved would be gone without anybody having said so.
        boolean headersOfLarge = options.getMaxMessageSize() > 0 && options.getOversize() == Oversize.HEADERS;
        if (headersOfLarge && !options.isDeleteGiven()) {
            throw new IllegalArgumentException("oversize=headers retrieves no large message in full: say delete=false"
                    + " with it, or delete=true if messages are to be deleted whose headers alone were seen");
        }
    }

    private static void notNegative(long value, String option) {
        if (value < 0) {
            throw new IllegalArgumentException(option + " must be at least 0 but is " + value);
        }
    }
}
