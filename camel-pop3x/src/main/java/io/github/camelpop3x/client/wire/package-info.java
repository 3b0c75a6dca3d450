/** What stands on the wire: command lines, replies, the multi-line decoder. No socket, no protocol state. */
@NullMarked
package io.github.camelpop3x.client.wire;

import org.jspecify.annotations.NullMarked;
