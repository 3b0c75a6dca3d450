/** A POP3 server from memory whose replies are rendered beforehand, in a process of its own. */
@NullMarked
package io.github.camelpop3x.benchmarks.server;

import org.jspecify.annotations.NullMarked;
