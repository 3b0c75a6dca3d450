/** The {@code pop3x:} and {@code pop3xs:} component as Camel sees it. */
@NullMarked
package io.github.camelpop3x;

import org.jspecify.annotations.NullMarked;
