package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stored values to what a screen shows, step by step after PS3.3 C.11 and PS3.4 N.2: modality table or rescale, VOI table
 * or window, presentation table or shape. Padding becomes black.
 */
public final class GreyPipeline {

    private static final int WHITE = 255;
    private static final int WIDEST_TABLE_BITS = 16;

    private final IntToDoubleFunction modality;

    /** From modality units to a share of white. */
    private final @Nullable DoubleUnaryOperator voi;

    /** From share to share. */
    private final DoubleUnaryOperator presentation;

    private final @Nullable PixelPadding padding;

    private GreyPipeline(
            IntToDoubleFunction modality,
            @Nullable DoubleUnaryOperator voi,
            DoubleUnaryOperator presentation,
            @Nullable PixelPadding padding) {
        this.modality = modality;
        this.voi = voi;
        this.presentation = presentation;
        this.padding = padding;
    }

    /**
     * What the object says of one of its frames. A window goes before a table, since readers change it.
     *
     * @param frame from 0
     */
    public static GreyPipeline of(Attributes dataset, FrameGeometry geometry, int frame) throws CannotDecode {
        Rescale rescale = Rescale.of(dataset, frame);
        LookupTable table = LookupTable.modality(dataset, geometry.signed()).orElse(null);
        boolean negative = table == null && (geometry.signed() || rescale.intercept() < 0 || rescale.slope() < 0);
        return new GreyPipeline(
                table == null ? rescale::apply : table::apply,
                voi(dataset, frame, negative),
                presentation(dataset, geometry.isInverted()),
                PixelPadding.of(dataset, geometry.signed()).orElse(null));
    }

    private static @Nullable DoubleUnaryOperator voi(Attributes dataset, int frame, boolean negative)
            throws CannotDecode {
        Optional<Window> window = Window.of(dataset, frame);
        if (window.isPresent()) {
            return window.get()::share;
        }
        LookupTable table = LookupTable.voi(dataset, frame, negative).orElse(null);
        return table == null ? null : table::share;
    }

    /** Table or shape, where there is one, has the last word over the photometric interpretation. */
    static DoubleUnaryOperator presentation(Attributes dataset, boolean lowestIsWhite) throws CannotDecode {
        LookupTable table = LookupTable.presentation(dataset).orElse(null);
        if (table != null) {
            return table::shareOfShare;
        }
        boolean inverted = switch (dataset.getString(Tag.PresentationLUTShape, "")) {
            case "INVERSE" -> true;
            case "IDENTITY" -> false;
            default -> lowestIsWhite;
        };
        return inverted ? share -> 1 - share : DoubleUnaryOperator.identity();
    }

    /** The same with a window that a reader chose, in modality units. */
    public GreyPipeline with(Window window) {
        return new GreyPipeline(modality, window::share, presentation, padding);
    }

    /** The value in the unit of the modality, HU for CT. */
    public double modalityUnits(int stored) {
        return modality.applyAsDouble(stored);
    }

    /**
     * Renders one frame; without window and table through {@link CentralRange}.
     *
     * @param stored one sample a pixel
     * @return {@code rows * columns} values, row-major, 0 black to 255 white
     */
    public byte[] render(Samples stored) {
        if (stored.samplesPerPixel() != 1) {
            throw new IllegalArgumentException("colour has no grey pipeline");
        }
        DoubleUnaryOperator shown = voi != null ? voi : CentralRange.of(stored, padding, modality)::share;
        int bits = stored.bitsStored();
        return bits <= WIDEST_TABLE_BITS && stored.size() > 1 << bits
                ? throughTable(stored, greyOfEach(bits, stored.signed(), shown))
                : oneByOne(stored, shown);
    }

    private byte[] oneByOne(Samples stored, DoubleUnaryOperator shown) {
        byte[] grey = new byte[stored.size()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = grey(stored.get(i), shown);
        }
        return grey;
    }

    private static byte[] throughTable(Samples stored, byte[] table) {
        byte[] grey = new byte[stored.size()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = table[stored.get(i) & (table.length - 1)];
        }
        return grey;
    }

    /** Indexed by the stored bits. */
    private byte[] greyOfEach(int bits, boolean signed, DoubleUnaryOperator shown) {
        byte[] table = new byte[1 << bits];
        int unused = Integer.SIZE - bits;
        for (int i = 0; i < table.length; i++) {
            table[i] = grey(signed ? i << unused >> unused : i, shown);
        }
        return table;
    }

    private byte grey(int stored, DoubleUnaryOperator shown) {
        if (padding != null && padding.covers(stored)) {
            return 0;
        }
        double share = presentation.applyAsDouble(shown.applyAsDouble(modality.applyAsDouble(stored)));
        return (byte) Math.round(share * WHITE);
    }
}
