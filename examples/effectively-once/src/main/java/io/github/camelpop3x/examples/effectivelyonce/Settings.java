package io.github.camelpop3x.examples.effectivelyonce;

import java.util.Properties;

/**
 * How much the example does.
 *
 * @param messages how many messages are in the maildrop
 * @param kills how many times the route's process is killed; at most a tenth of the messages, so that each kill finds
 *     work going on
 * @param seed decides how far each process gets; the same seed aims at the same points, and machines do the rest
 */
record Settings(int messages, int kills, long seed) {

    private static final String PREFIX = "effectively-once.";

    Settings {
        require(messages >= 10 && messages <= 999_999, "messages", "from 10 to 999999", messages);
        require(kills >= 1 && kills <= messages / 10, "kills", "from 1 to a tenth of the messages", kills);
    }

    /** Reads {@code effectively-once.messages}, {@code .kills} and {@code .seed}; 500, 12 and a new one by default. */
    static Settings of(Properties properties) {
        return new Settings(
                (int) number(properties, "messages", 500),
                (int) number(properties, "kills", 12),
                number(properties, "seed", Math.floorMod(System.nanoTime(), 1_000_000)));
    }

    private static long number(Properties properties, String name, long otherwise) {
        String text = properties.getProperty(PREFIX + name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option " + PREFIX + name + " must be a number, not '" + text + "'.", e);
        }
    }

    private static void require(boolean holds, String name, String range, int value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "option " + PREFIX + name + " must be " + range + ", not " + value + ".");
        }
    }
}
