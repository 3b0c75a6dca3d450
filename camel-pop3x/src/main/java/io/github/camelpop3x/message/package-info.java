/** A retrieved message: its spool, its headers, its exchange. */
@NullMarked
package io.github.camelpop3x.message;

import org.jspecify.annotations.NullMarked;
