package io.github.camelpop3x;

import java.util.SplittableRandom;

/** Chance that depends on a seed and on what is asked about, not on the order of asking: threads may ask. */
record Dice(long seed) {

    /** From 0 to 1, the same each time for the same thing. */
    double roll(long thing, long occasion) {
        return new SplittableRandom(seed ^ thing * 0x9E3779B97F4A7C15L ^ occasion * 0xC2B2AE3D27D4EB4FL).nextDouble();
    }
}
