/** Values and errors of POP3: what a server said, what state a session is in, what went wrong. */
@NullMarked
package io.github.camelpop3x.client.model;

import org.jspecify.annotations.NullMarked;
