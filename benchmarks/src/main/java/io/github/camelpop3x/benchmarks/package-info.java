/** Runs POP3 clients side by side against a fast server and against the limit of what can be had. */
@NullMarked
package io.github.camelpop3x.benchmarks;

import org.jspecify.annotations.NullMarked;
