package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;

/**
 * Stored value to modality unit, HU for CT: {@code slope * stored + intercept}; PS3.3 C.11.1.
 */
public record Rescale(double slope, double intercept) {

    public static final Rescale IDENTITY = new Rescale(1, 0);

    public Rescale {
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("slope and intercept must be finite, slope not zero");
        }
    }

    /** The object's transformation for all frames, or none. */
    public static Rescale of(Attributes dataset) {
        return of(dataset, 0);
    }

    /**
     * The frame's transformation from its functional groups, else the object's, else none.
     *
     * @param frame from 0
     */
    public static Rescale of(Attributes dataset, int frame) {
        Attributes source = FunctionalGroups.find(dataset, frame, Tag.PixelValueTransformationSequence);
        double slope = source.getDouble(Tag.RescaleSlope, 1);
        double intercept = source.getDouble(Tag.RescaleIntercept, 0);
        return slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)
                ? IDENTITY
                : new Rescale(slope, intercept);
    }

    public double apply(int stored) {
        return slope * stored + intercept;
    }
}
