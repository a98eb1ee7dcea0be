package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stored values to what a screen shows, step by step after PS3.3 C.11 and PS3.4 N.2: modality table or rescale, VOI table
 * or window, presentation shape. Padding becomes black.
 */
public final class GreyPipeline {

    private static final int WHITE = 255;

    private final Rescale rescale;
    private final @Nullable LookupTable modality;
    private final @Nullable LookupTable voi;
    private final @Nullable Window window;
    private final @Nullable PixelPadding padding;
    private final boolean inverted;

    private GreyPipeline(
            Rescale rescale,
            @Nullable LookupTable modality,
            @Nullable LookupTable voi,
            @Nullable Window window,
            @Nullable PixelPadding padding,
            boolean inverted) {
        this.rescale = rescale;
        this.modality = modality;
        this.voi = voi;
        this.window = window;
        this.padding = padding;
        this.inverted = inverted;
    }

    /**
     * What the object says of one of its frames. A window goes before a table, since readers change it.
     *
     * @param frame from 0
     */
    public static GreyPipeline of(Attributes dataset, FrameGeometry geometry, int frame) throws CannotDecode {
        Rescale rescale = Rescale.of(dataset, frame);
        Optional<LookupTable> modality = LookupTable.modality(dataset, geometry.signed());
        Optional<Window> window = Window.of(dataset, frame);
        boolean negative = modality.isEmpty() && (geometry.signed() || rescale.intercept() < 0 || rescale.slope() < 0);
        Optional<LookupTable> voi =
                window.isPresent() ? Optional.empty() : LookupTable.voi(dataset, frame, negative);
        return new GreyPipeline(
                rescale,
                modality.orElse(null),
                voi.orElse(null),
                window.orElse(null),
                PixelPadding.of(dataset, geometry.signed()).orElse(null),
                isInverted(dataset, geometry));
    }

    /** The presentation shape, where there is one, has the last word over the photometric interpretation. */
    private static boolean isInverted(Attributes dataset, FrameGeometry geometry) {
        return switch (dataset.getString(Tag.PresentationLUTShape, "")) {
            case "INVERSE" -> true;
            case "IDENTITY" -> false;
            default -> geometry.isInverted();
        };
    }

    /**
     * Renders one frame; without window and table the range of its values that are no padding.
     *
     * @param stored one sample a pixel
     * @return {@code rows * columns} values, row-major, 0 black to 255 white
     */
    public byte[] render(Samples stored) {
        if (stored.samplesPerPixel() != 1) {
            throw new IllegalArgumentException("colour has no grey pipeline");
        }
        Window effective = window != null ? window : range(stored);
        byte[] grey = new byte[stored.size()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) grey(stored.get(i), effective);
        }
        return grey;
    }

    private int grey(int stored, Window effective) {
        if (padding != null && padding.covers(stored)) {
            return 0;
        }
        double value = modalityUnits(stored);
        int grey = voi != null
                ? (int) Math.round((double) voi.apply(value) * WHITE / voi.largest())
                : effective.grey(value);
        return inverted ? WHITE - grey : grey;
    }

    /** The value in the unit of the modality, HU for CT. */
    public double modalityUnits(int stored) {
        return modality != null ? modality.apply(stored) : rescale.apply(stored);
    }

    private Window range(Samples stored) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < stored.size(); i++) {
            int sample = stored.get(i);
            if (padding == null || !padding.covers(sample)) {
                double value = modalityUnits(sample);
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        boolean empty = lowest > highest;
        double centre = empty ? 0 : (lowest + highest) / 2;
        return new Window(centre, empty ? 1 : Math.max(highest - lowest, 1), Window.Function.LINEAR_EXACT);
    }
}
