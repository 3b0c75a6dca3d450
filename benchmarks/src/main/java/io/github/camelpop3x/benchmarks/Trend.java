package io.github.camelpop3x.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * How a cost grows with something, from one point for each of its values in rising order. The exponent is the slope
 * between the third last point and the last on logarithmic axes, so 1 is in proportion and 0 is constant.
 *
 * @param values of what grows
 * @param costs at each of them
 */
record Trend(List<Double> values, List<Double> costs) {

    /** Beyond this, something grows worse than in proportion; measurements scatter. */
    private static final double WORST = 1.2;

    private static final int POINTS = 3;

    /** NaN if there are too few points, or none of them is above 0. */
    double exponent() {
        int last = values.size() - 1;
        int first = last - POINTS + 1;
        if (first < 0 || values.get(first) <= 0 || costs.get(first) <= 0) {
            return Double.NaN;
        }
        return Math.log(costs.get(last) / costs.get(first)) / Math.log(values.get(last) / values.get(first));
    }

    /** A sentence about it; nothing if there is none. */
    String sentence(String name) {
        double exponent = exponent();
        if (Double.isNaN(exponent)) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "- %s grows with exponent %.2f%s%n",
                name,
                exponent,
                exponent > WORST ? ": WORSE THAN LINEAR" : "");
    }

    /** A sentence about whole numbers, which may be constant: one more or less is chance. */
    String sentenceOfCounts(String name) {
        double least = costs.stream().mapToDouble(cost -> cost).min().orElse(0);
        double most = costs.stream().mapToDouble(cost -> cost).max().orElse(0);
        if (most == 0) {
            return "";
        }
        if (most - least <= 1) {
            return String.format(
                    "- %s: constant, %s%n",
                    name, most > least ? Numbers.plain(least) + " to " + Numbers.plain(most) : Numbers.plain(most));
        }
        return String.format(
                Locale.ROOT,
                "- %s: NOT CONSTANT, %s to %s, with exponent %.2f%n",
                name,
                Numbers.plain(least),
                Numbers.plain(most),
                exponent());
    }
}
