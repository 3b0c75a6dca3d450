/** Which of the messages that could be emitted are worth a RETR, and in which order. */
@NullMarked
package io.github.camelpop3x.select;

import org.jspecify.annotations.NullMarked;
