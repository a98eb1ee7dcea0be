package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.Optional;

/**
 * Modality units to grey, PS3.3 C.11.2.1.2.
 *
 * @param centre in modality units
 * @param width in modality units; at least 1 for {@link Function#LINEAR}, else positive
 */
public record Window(double centre, double width, Function function) {

    /** PS3.3 C.11.2.1.3. */
    public enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID
    }

    public Window {
        boolean wideEnough = function == Function.LINEAR ? width >= 1 : width > 0;
        if (!wideEnough || !Double.isFinite(width) || !Double.isFinite(centre)) {
            throw new IllegalArgumentException("window %s of width %s".formatted(function, width));
        }
    }

    public Window(double centre, double width) {
        this(centre, width, Function.LINEAR);
    }

    /** The first window of the frame, from 0; none where the object states none that is possible. */
    public static Optional<Window> of(Attributes dataset, int frame) {
        Attributes source = FunctionalGroups.find(dataset, frame, Tag.FrameVOILUTSequence);
        double centre = source.getDouble(Tag.WindowCenter, Double.NaN);
        double width = source.getDouble(Tag.WindowWidth, Double.NaN);
        return possible(centre, width, functionOf(source.getString(Tag.VOILUTFunction, "LINEAR")));
    }

    /**
     * The same of an object whose pixels are real numbers. LINEAR takes half a unit off for whole numbers, PS3.3
     * C.11.2.1.2.1, and senders of real numbers mean LINEAR_EXACT by it.
     */
    static Optional<Window> ofReals(Attributes dataset, int frame) {
        Attributes source = FunctionalGroups.find(dataset, frame, Tag.FrameVOILUTSequence);
        Function function = functionOf(source.getString(Tag.VOILUTFunction, "LINEAR"));
        return possible(
                source.getDouble(Tag.WindowCenter, Double.NaN),
                source.getDouble(Tag.WindowWidth, Double.NaN),
                function == Function.LINEAR ? Function.LINEAR_EXACT : function);
    }

    private static Optional<Window> possible(double centre, double width, Function function) {
        boolean possible = Double.isFinite(centre)
                && Double.isFinite(width)
                && (width >= 1 || (width > 0 && function != Function.LINEAR));
        return possible ? Optional.of(new Window(centre, width, function)) : Optional.empty();
    }

    private static Function functionOf(String term) {
        return switch (term) {
            case "LINEAR_EXACT" -> Function.LINEAR_EXACT;
            case "SIGMOID" -> Function.SIGMOID;
            default -> Function.LINEAR;
        };
    }

    /** The window from the lowest to the highest value of the frame. */
    public static Window ofRange(Samples samples, Rescale rescale) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < samples.size(); i++) {
            double value = rescale.apply(samples.get(i));
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return new Window((lowest + highest) / 2, Math.max(highest - lowest, 1), Function.LINEAR_EXACT);
    }

    /** Grey of one value, 0 black to 255 white. */
    public int grey(double value) {
        return (int) Math.round(share(value) * 255);
    }

    /** Share of white, 0 to 1. */
    double share(double value) {
        double share = switch (function) {
            case LINEAR -> width == 1 ? (value > centre - 0.5 ? 1 : 0) : (value - (centre - 0.5)) / (width - 1) + 0.5;
            case LINEAR_EXACT -> (value - centre) / width + 0.5;
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (value - centre) / width));
        };
        return Math.clamp(share, 0.0, 1.0);
    }
}
