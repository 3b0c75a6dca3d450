package io.github.camelpop3x.benchmarks;

import java.util.Locale;

/** Numbers for people: three digits that count. */
final class Numbers {

    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private Numbers() {}

    static String plain(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return size == 0 ? "0" : String.format(Locale.ROOT, size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** Octets with their unit. */
    static String octets(double value) {
        if (value >= GIGA) {
            return plain(value / GIGA) + " GB";
        }
        if (value >= MEGA) {
            return plain(value / MEGA) + " MB";
        }
        return value >= KILO ? plain(value / KILO) + " kB" : plain(value) + " B";
    }
}
