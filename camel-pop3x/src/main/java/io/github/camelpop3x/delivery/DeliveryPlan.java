package io.github.camelpop3x.delivery;

import java.util.List;

/**
 * What one poll is to do. Immutable; every listed message is in at most one of the first two lists.
 *
 * @param emit to be retrieved and handed to the route, in the order of the listing
 * @param delete completed earlier and still on the server: to be deleted, not emitted
 * @param forget in the ledger but no longer on the server
 */
public record DeliveryPlan(List<ListedMessage> emit, List<ListedMessage> delete, List<MessageKey> forget) {}
