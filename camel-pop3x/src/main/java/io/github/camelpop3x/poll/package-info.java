/** One poll of one maildrop, and what is in flight between polls. */
@NullMarked
package io.github.camelpop3x.poll;

import org.jspecify.annotations.NullMarked;
