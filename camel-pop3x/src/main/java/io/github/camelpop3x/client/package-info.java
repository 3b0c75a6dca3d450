/**
 * A POP3 client (RFC 1939, 2449, 2595) that needs no Camel: {@link io.github.camelpop3x.client.Pop3Client} connects
 * and logs in, {@link io.github.camelpop3x.client.Pop3Session} has the commands.
 */
@NullMarked
package io.github.camelpop3x.client;

import org.jspecify.annotations.NullMarked;
