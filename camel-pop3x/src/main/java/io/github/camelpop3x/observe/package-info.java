/** What an operator sees: counters, the wire trace. */
@NullMarked
package io.github.camelpop3x.observe;

import org.jspecify.annotations.NullMarked;
