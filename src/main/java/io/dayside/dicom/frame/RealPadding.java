package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;

/**
 * Real numbers that are no part of the picture, PS3.3 C.7.6.24 and C.7.6.25: what the object names as padding, and what is
 * not a number.
 *
 * @param lowest smallest of the padding; not a number where the object names none
 * @param highest largest of the padding; likewise
 */
record RealPadding(double lowest, double highest) {

    static RealPadding of(Attributes dataset) {
        boolean wide = dataset.contains(Tag.DoubleFloatPixelPaddingValue);
        double value =
                dataset.getDouble(wide ? Tag.DoubleFloatPixelPaddingValue : Tag.FloatPixelPaddingValue, Double.NaN);
        double limit = dataset.getDouble(
                wide ? Tag.DoubleFloatPixelPaddingRangeLimit : Tag.FloatPixelPaddingRangeLimit, value);
        return new RealPadding(Math.min(value, limit), Math.max(value, limit));
    }

    boolean covers(double value) {
        return Double.isNaN(value) || (value >= lowest && value <= highest);
    }
}
