package io.github.camelpop3x.examples.quickstart;

/** The quickstart can't go on; the message says why in one sentence, and is what the user gets to see. */
final class QuickstartException extends Exception {

    private static final long serialVersionUID = 1L;

    QuickstartException(String message) {
        super(message);
    }

    QuickstartException(String message, Throwable cause) {
        super(message, cause);
    }
}
