package io.dayside.rostering;

import java.util.List;

/**
 * Somebody for whom shifts are chosen.
 *
 * @param mostMinutes of the week by contract
 * @param leastMinutes that they are to have; not more than {@code mostMinutes}
 * @param mostShifts of the week, locked ones included
 * @param options that lie far enough from what is fixed
 * @param locked of the options, those that stay
 */
public record Worker(
        String name,
        int mostMinutes,
        int leastMinutes,
        int mostShifts,
        List<ShiftOption> options,
        List<ShiftOption> locked) {

    public Worker {
        options = List.copyOf(options);
        locked = List.copyOf(locked);
        if (leastMinutes > mostMinutes || !options.containsAll(locked) || locked.size() > mostShifts) {
            throw new IllegalArgumentException("what is locked or wanted of %s cannot be".formatted(name));
        }
    }
}
