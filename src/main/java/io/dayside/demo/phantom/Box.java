package io.dayside.demo.phantom;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A rectangle in pixels, origin top left. */
public record Box(int x, int y, int width, int height) {

    /** Smallest box around the pixels that {@code chosen} accepts by row-major index; null when there is none. */
    static @Nullable Box around(int columns, int pixels, IntPredicate chosen) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = -1;
        int bottom = -1;
        for (int at = 0; at < pixels; at++) {
            if (chosen.test(at)) {
                left = Math.min(left, at % columns);
                right = Math.max(right, at % columns);
                top = Math.min(top, at / columns);
                bottom = at / columns;
            }
        }
        return right < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
    }
}
