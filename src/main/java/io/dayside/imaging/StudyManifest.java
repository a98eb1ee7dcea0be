package io.dayside.imaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the browser needs to know to show a study, in the order in which it is shown.
 *
 * @param caseId names what is shown; the Study Instance UID
 */
record StudyManifest(String caseId, List<Series> series) {

    record Series(String seriesInstanceUid, String modality, String description, List<Instance> instances) {}

    /**
     * One object. Where {@code viewable} is false, only the identifiers and {@code reason} mean anything.
     *
     * @param bitsStored of the frames as they are sent: above 8, frames have 16 bits a sample
     * @param samplesPerPixel 1, or 3 for RGB
     * @param photometric MONOCHROME1, MONOCHROME2 or RGB
     * @param rounded whether the object's pixels are real numbers, which the frames have as whole ones: {@code
     *     rescaleSlope * stored + rescaleIntercept} is at most half a slope away from the number, and {@code window} is
     *     exact, PS3.3 C.11.2.1.3.2
     * @param window in modality units, as the object proposes it; of rounded numbers always one
     * @param pixelSpacingMm between rows, between columns
     * @param imagePosition millimetres, PS3.3 C.7.6.2.1.1; likewise the direction cosines of {@code imageOrientation}
     * @param framesUrl frame n, from 1, is at {@code framesUrl/n}
     * @param reason in plain words why it cannot be shown here
     */
    record Instance(
            String sopInstanceUid,
            int instanceNumber,
            int frames,
            int rows,
            int columns,
            int bitsStored,
            boolean signed,
            int samplesPerPixel,
            String photometric,
            double rescaleSlope,
            double rescaleIntercept,
            boolean rounded,
            @Nullable GreyWindow window,
            double @Nullable [] pixelSpacingMm,
            double @Nullable [] imagePosition,
            double @Nullable [] imageOrientation,
            @Nullable Double sliceThicknessMm,
            String framesUrl,
            boolean viewable,
            @Nullable String reason) {}

    record GreyWindow(double center, double width) {}
}
