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

    /**
     * The selected ones, in the order in which they are to be retrieved.
     *
     * @param already how many this poll had before
     */
    public <T> List<T> of(List<T> listed, int already) {
        List<T> ordered = new ArrayList<>(listed);
        if (order == MessageOrder.NEWEST) {
            Collections.reverse(ordered);
        }
        int left = Math.max(0, maxMessages - already);
        return maxMessages > 0 && ordered.size() > left ? ordered.subList(0, left) : ordered;
    }
}
