/** Credentials and authentication mechanisms: line in, line out. No I/O in here. */
@NullMarked
package io.github.camelpop3x.client.auth;

import org.jspecify.annotations.NullMarked;
