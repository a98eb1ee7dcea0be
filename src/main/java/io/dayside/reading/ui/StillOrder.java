package io.dayside.reading.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A list that holds still while somebody points at it. */
final class StillOrder {

    private StillOrder() {}

    /**
     * Fresh rows in the places of the shown ones: those that are gone leave, new ones queue at the end. The fresh order
     * waits until nobody points at the list.
     */
    static <T, K> List<T> keep(List<T> shown, List<T> fresh, Function<T, K> key) {
        Map<K, T> byKey = new HashMap<>();
        fresh.forEach(row -> byKey.put(key.apply(row), row));
        List<T> still = new ArrayList<>();
        Set<K> placed = new HashSet<>();
        for (T row : shown) {
            var current = byKey.get(key.apply(row));
            if (current != null && placed.add(key.apply(row))) {
                still.add(current);
            }
        }
        fresh.stream().filter(row -> placed.add(key.apply(row))).forEach(still::add);
        return still;
    }
}
