package io.github.camelpop3x;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of messages.
 *
 * @param all how many there were
 * @param lost gone from the server, and no exchange completed with the whole of it
 * @param cut part of a message was given to the route as if it were the whole
 * @param repeated more than one exchange completed
 * @param undeleted completed, and still on the server in the end
 * @param stuck neither completed nor gone in the end
 * @param outOfMemory consumers that ended with an OutOfMemoryError
 */
record Fates(int all, int lost, int cut, int repeated, int undeleted, int stuck, int outOfMemory) {

    static final Fates NONE = new Fates(0, 0, 0, 0, 0, 0, 0);

    Fates plus(Fates other) {
        return new Fates(
                all + other.all,
                lost + other.lost,
                cut + other.cut,
                repeated + other.repeated,
                undeleted + other.undeleted,
                stuck + other.stuck,
                outOfMemory + other.outOfMemory);
    }

    boolean allWell() {
        return lost + cut + repeated + undeleted + stuck + outOfMemory == 0;
    }

    /** As a table says it. */
    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        say(said, lost, "lost");
        say(said, cut, "cut short");
        say(said, repeated, "completed again");
        say(said, undeleted, "never deleted");
        say(said, stuck, "stuck");
        String of = " of " + all;
        String messages = said.isEmpty() ? "all" + of + " well" : String.join(", ", said) + of;
        return outOfMemory == 0 ? messages : messages + "; out of memory " + outOfMemory + " times";
    }

    private static void say(List<String> said, int count, String what) {
        if (count > 0) {
            said.add(count + " " + what);
        }
    }
}
