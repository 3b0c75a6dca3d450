/** How the processes of a run talk to each other. */
@NullMarked
package io.github.camelpop3x.benchmarks.process;

import org.jspecify.annotations.NullMarked;
