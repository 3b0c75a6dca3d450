/** JMH benchmarks of what is done for each octet, line and message. */
@NullMarked
package io.github.camelpop3x.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
