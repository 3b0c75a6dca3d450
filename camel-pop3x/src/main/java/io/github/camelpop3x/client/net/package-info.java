/** Sockets, TLS and deadlines. Knows nothing of POP3. */
@NullMarked
package io.github.camelpop3x.client.net;

import org.jspecify.annotations.NullMarked;
