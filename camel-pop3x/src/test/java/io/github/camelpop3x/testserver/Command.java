package io.github.camelpop3x.testserver;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A command line, taken apart at its first blank.
 *
 * @param verb in upper case
 * @param argument what follows the first blank, blanks included; null where there is no blank
 * @param octets the length of the line with its CRLF
 */
record Command(String verb, String argument, int octets) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    static Command parse(String line) {
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? null : line.substring(blank + 1);
        return new Command(verb.toUpperCase(Locale.ROOT), argument, line.length() + 2);
    }

    boolean hasArgument() {
        return argument != null;
    }

    /** The arguments; none, an empty one or a blank too many is for the command to refuse. */
    String[] arguments() {
        return hasArgument() ? argument.split(" ", -1) : new String[0];
    }

    /** The argument at this index as a number, if it is one to nine digits. */
    OptionalInt number(int index) {
        String text = arguments()[index];
        return NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
