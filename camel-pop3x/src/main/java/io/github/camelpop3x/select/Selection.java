package io.github.camelpop3x.select;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which of the messages that could be emitted are retrieved in this poll.
 *
 * @param order which come first
 * @param maxMessages how many at the most; 0 or less for all
 */
public record Selection(MessageOrder order, int maxMessages) {

    /** The selected ones, in the order in which they are to be retrieved. */
    public <T> List<T> of(List<T> listed) {
        List<T> ordered = new ArrayList<>(listed);
        if (order == MessageOrder.NEWEST) {
            Collections.reverse(ordered);
        }
        return maxMessages > 0 && ordered.size() > maxMessages ? ordered.subList(0, maxMessages) : ordered;
    }
}
