package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.Optional;

/**
 * Stored values that are no part of the picture, PS3.3 C.7.5.1.1.2.
 *
 * @param lowest smallest of them
 * @param highest largest of them
 */
public record PixelPadding(int lowest, int highest) {

    /** Values as the samples of the object are, signed or not. */
    public static Optional<PixelPadding> of(Attributes dataset, boolean signed) {
        int[] value = dataset.getInts(Tag.PixelPaddingValue);
        if (value.length == 0) {
            return Optional.empty();
        }
        int one = cell(value[0], signed);
        int[] limit = dataset.getInts(Tag.PixelPaddingRangeLimit);
        int other = limit.length == 0 ? one : cell(limit[0], signed);
        return Optional.of(new PixelPadding(Math.min(one, other), Math.max(one, other)));
    }

    private static int cell(int value, boolean signed) {
        return signed ? (short) value : value & 0xFFFF;
    }

    public boolean covers(int stored) {
        return stored >= lowest && stored <= highest;
    }
}
