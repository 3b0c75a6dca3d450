/** What became of each message: the ledger, and the plan for the next poll that follows from it. */
@NullMarked
package io.github.camelpop3x.delivery;

import org.jspecify.annotations.NullMarked;
