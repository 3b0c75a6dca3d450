/** Many maildrops behind one endpoint. Nothing is in here yet: every endpoint has one maildrop. */
@NullMarked
package io.github.camelpop3x.fleet;

import org.jspecify.annotations.NullMarked;
