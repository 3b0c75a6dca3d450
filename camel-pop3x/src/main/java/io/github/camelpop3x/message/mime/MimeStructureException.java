package io.github.camelpop3x.message.mime;

import java.io.IOException;

/** A message has no structure that could be told, or none within the limits. The message says why, in a sentence. */
public final class MimeStructureException extends IOException {

    private static final long serialVersionUID = 1L;

    MimeStructureException(String message) {
        super(message);
    }
}
