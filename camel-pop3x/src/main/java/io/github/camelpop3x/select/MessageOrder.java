package io.github.camelpop3x.select;

/** In which order messages are retrieved. */
public enum MessageOrder {
    /** As the server lists them, which is by arrival. */
    OLDEST,
    /** The other way round. */
    NEWEST
}
