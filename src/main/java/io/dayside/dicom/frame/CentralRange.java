package io.dayside.dicom.frame;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The window of a picture that states none: all but the darkest and brightest two hundredth part of its values, so that a
 * metal clip or the air around the patient does not make the rest flat.
 */
final class CentralRange {

    private static final double LEFT_OUT = 0.005;

    /** Enough for a stable range; evenly spread over the frame. */
    private static final int MOST_SAMPLES = 65536;

    private CentralRange() {}

    /**
     * The window of a frame in modality units; padding is left out.
     *
     * @param units from stored value to modality unit
     */
    static Window of(Samples stored, @Nullable PixelPadding padding, IntToDoubleFunction units) {
        double[] values = sorted(stored, padding, units, (stored.size() + MOST_SAMPLES - 1) / MOST_SAMPLES);
        return within(values).orElseGet(() -> {
            double[] all = sorted(stored, padding, units, 1);
            return all.length == 0 ? window(0, 1) : window(all[0], all[all.length - 1]);
        });
    }

    /**
     * The window of the central values; none where they are all the same.
     *
     * @param sorted ascending
     */
    static Optional<Window> within(double[] sorted) {
        int leftOut = (int) (sorted.length * LEFT_OUT);
        return sorted.length > 0 && sorted[leftOut] < sorted[sorted.length - 1 - leftOut]
                ? Optional.of(window(sorted[leftOut], sorted[sorted.length - 1 - leftOut]))
                : Optional.empty();
    }

    private static double[] sorted(
            Samples stored, @Nullable PixelPadding padding, IntToDoubleFunction units, int stride) {
        double[] values = new double[(stored.size() + stride - 1) / stride];
        int count = 0;
        for (int i = 0; i < stored.size(); i += stride) {
            int sample = stored.get(i);
            if (padding == null || !padding.covers(sample)) {
                values[count++] = units.applyAsDouble(sample);
            }
        }
        Arrays.sort(values, 0, count);
        return Arrays.copyOf(values, count);
    }

    /** From black to white; of width 1 where both are the same. */
    static Window window(double lowest, double highest) {
        double width = highest > lowest ? highest - lowest : 1;
        return new Window((lowest + highest) / 2, width, Window.Function.LINEAR_EXACT);
    }
}
