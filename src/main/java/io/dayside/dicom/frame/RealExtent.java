package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** How far the real numbers of an object reach, learnt frame after frame, in memory that does not grow with their number. */
public final class RealExtent {

    /** Near the end of single precision, farther out than anything measured. */
    private static final double FARTHEST = 1e37;

    private static final double NEAREST = 1e-300;
    private static final double NEAREST_SHARE = 1e-9;
    private static final int WIDTHS_KEPT = 32;
    private static final int MOST_SAMPLES = 65536;
    private static final long SEED = 7;

    private final Attributes header;
    private final int frame;
    private final RealPadding padding;

    /** A fair choice of the numbers seen, the same in every run. */
    private final double[] chosen = new double[MOST_SAMPLES];

    private final SplittableRandom random = new SplittableRandom(SEED);
    private long seen;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    /**
     * @param header of the object, without pixel data
     * @param frame whose window is taken where it states one, from 0
     */
    public RealExtent(Attributes header, int frame) {
        this.header = header;
        this.frame = frame;
        this.padding = RealPadding.of(header);
    }

    public void add(double[] values) {
        for (double value : values) {
            if (!padding.covers(value)) {
                add(Math.clamp(value, -FARTHEST, FARTHEST));
            }
        }
    }

    private void add(double value) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        long place = seen < MOST_SAMPLES ? seen : random.nextLong(seen + 1);
        if (place < MOST_SAMPLES) {
            chosen[(int) place] = value;
        }
        seen++;
    }

    /** Of all numbers added. */
    public RoundedReals rounded() {
        var window = window();
        double reach = WIDTHS_KEPT * window.width();
        double from = Math.max(lowest, window.centre() - reach);
        double to = Math.min(highest, window.centre() + reach);
        // Otherwise all numbers are one, or none is near the window, or none was added.
        return isApart(from, to)
                ? new RoundedReals(window, from, to)
                : new RoundedReals(window, window.centre() - window.width(), window.centre() + window.width());
    }

    private Window window() {
        return Window.ofReals(header, frame)
                .filter(stated -> Math.abs(stated.centre()) <= FARTHEST && stated.width() <= FARTHEST)
                .filter(RealExtent::isWide)
                .or(this::central)
                .or(this::whole)
                .orElseGet(() -> aroundOne(seen == 0 ? 0 : lowest));
    }

    private Optional<Window> central() {
        double[] sorted = Arrays.copyOf(chosen, (int) Math.min(seen, MOST_SAMPLES));
        Arrays.sort(sorted);
        return CentralRange.within(sorted).filter(RealExtent::isWide);
    }

    private Optional<Window> whole() {
        return isApart(lowest, highest) ? Optional.of(CentralRange.window(lowest, highest)) : Optional.empty();
    }

    private static Window aroundOne(double value) {
        double width = Math.max(1, Math.abs(value));
        return CentralRange.window(value - width / 2, value + width / 2);
    }

    private static boolean isWide(Window window) {
        return isApart(window.centre() - window.width() / 2, window.centre() + window.width() / 2);
    }

    /** Whether double precision can count 65536 steps between them. */
    private static boolean isApart(double from, double to) {
        return to - from > Math.max(NEAREST, Math.max(Math.abs(from), Math.abs(to)) * NEAREST_SHARE);
    }
}
