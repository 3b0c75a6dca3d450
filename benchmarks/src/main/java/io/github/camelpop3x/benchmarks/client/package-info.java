/** The clients that are compared, each in a process of its own, and what they are measured by. */
@NullMarked
package io.github.camelpop3x.benchmarks.client;

import org.jspecify.annotations.NullMarked;
