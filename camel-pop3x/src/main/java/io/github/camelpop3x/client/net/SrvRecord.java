package io.github.camelpop3x.client.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One server of a service, as DNS names it (RFC 2782).
 *
 * @param priority servers of the lowest are tried first
 * @param weight its share among those of the same priority
 * @param port TCP port
 * @param target host name without a final dot; empty where the service is decidedly not offered
 */
record SrvRecord(int priority, int weight, int port, String target) {

    /** Reads {@code priority weight port target}; {@code null} where it isn't that. */
    static @Nullable SrvRecord parse(String text) {
        String[] fields = text.trim().split(" +", -1);
        if (fields.length != 4) {
            return null;
        }
        try {
            String target = fields[3].equals(".") ? "" : HostName.withoutFinalDot(fields[3]);
            return new SrvRecord(number(fields[0]), number(fields[1]), number(fields[2]), target);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static int number(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > 65535) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /**
     * The order in which servers are tried: by priority, and among equals drawn by lot in proportion to their weights.
     *
     * @param below a random number from 0 to below its argument
     */
    static List<SrvRecord> ordered(List<SrvRecord> records, IntUnaryOperator below) {
        Map<Integer, List<SrvRecord>> byPriority = new TreeMap<>();
        records.forEach(record -> byPriority
                .computeIfAbsent(record.priority, priority -> new ArrayList<>())
                .add(record));
        List<SrvRecord> ordered = new ArrayList<>(records.size());
        byPriority.values().forEach(equals -> drawAll(equals, below, ordered));
        return ordered;
    }

    private static void drawAll(List<SrvRecord> equals, IntUnaryOperator below, List<SrvRecord> drawn) {
        // RFC 2782: those of weight 0 stand first, so that they are drawn with a very small chance only.
        equals.sort(Comparator.comparingInt(SrvRecord::weight));
        while (!equals.isEmpty()) {
            int sum = equals.stream().mapToInt(SrvRecord::weight).sum();
            int lot = below.applyAsInt(sum + 1);
            int at = 0;
            for (int passed = equals.get(0).weight; passed < lot; passed += equals.get(at).weight) {
                at++;
            }
            drawn.add(equals.remove(at));
        }
    }
}
