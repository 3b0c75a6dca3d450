package io.github.camelpop3x.delivery;

import java.util.List;

/**
 * What one poll is to do. Immutable; every listed message is in at most one of {@code emit}, {@code delete}, {@code verify} and
 * {@code hold}. Those in none wait: for their exchange, for their next attempt, for an operator, or to be kept long
 * enough.
 *
 * @param emit to be retrieved and handed to the route, in the order of the listing
 * @param delete completed and still on the server: to be deleted, not emitted
 * @param verify the server agreed to delete it and lists it still or again: if it is the same message it is to be
 *     deleted, and if it is another one that got the same unique-id it is to be emitted
 * @param hold to be held from now on
 * @param forget in the ledger but no longer on the server
 */
public record DeliveryPlan(
        List<PlannedMessage> emit,
        List<ListedMessage> delete,
        List<ListedMessage> verify,
        List<DeliveryEntry> hold,
        List<MessageKey> forget) {}
