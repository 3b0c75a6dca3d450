package io.github.camelpop3x.fuzz;

/** What may be put into a log: bounded, and nothing in it that a terminal or a log viewer would obey. */
final class Safe {

    private static final int LONGEST = 2_000;

    private Safe() {}

    static void toShow(String text) {
        if (text.length() > LONGEST) {
            throw new AssertionError("shown in full although it has " + text.length() + " characters");
        }
        text.codePoints().forEach(Safe::check);
    }

    private static void check(int c) {
        int type = Character.getType(c);
        if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            throw new AssertionError(String.format("shows a control character, U+%04X", c));
        }
    }
}
