/**
 * POP3 commands on demand: a maildrop addressed by unique-id, for one call or for all steps of one exchange.
 */
@NullMarked
package io.github.camelpop3x.operation;

import org.jspecify.annotations.NullMarked;
