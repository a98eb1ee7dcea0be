package io.dayside.rostering;

import java.util.BitSet;
import java.util.List;

/**
 * Readers that something wants in each hour.
 *
 * @param wanted hundredths of readers by the hour
 * @param present hundredths of readers who are there whatever is chosen, by the hour
 * @param able by worker, the hours in which they count for it
 */
public record Need(String name, int[] wanted, int[] present, List<BitSet> able) {

    public static final int READER = 100;

    public Need {
        able = List.copyOf(able);
        if (wanted.length != present.length) {
            throw new IllegalArgumentException("hours of %s differ".formatted(name));
        }
    }

    int missing(int hour) {
        return Math.max(0, wanted[hour] - present[hour]);
    }
}
