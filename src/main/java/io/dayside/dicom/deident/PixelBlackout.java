package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ObjectStream.ValueFilter;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.deident.CannotDeidentify.Reason;
import java.util.List;
import java.util.Set;

/** Blacks out regions of every frame of native pixel data, line by line, with what the frames show as black. */
final class PixelBlackout implements ValueFilter {

    private static final Set<String> GREY = Set.of("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR");
    private static final Set<String> COLOUR = Set.of("RGB", "YBR_FULL");

    private final List<PixelRegion> regions;
    private final int rows;
    private final int columns;
    private final int planes;

    /** Of each plane the bytes of one black pixel, little endian. */
    private final byte[][] black;

    private PixelBlackout(List<PixelRegion> regions, int rows, int columns, byte[][] black) {
        this.regions = regions;
        this.rows = rows;
        this.columns = columns;
        this.planes = black.length;
        this.black = black;
    }

    static PixelBlackout of(Attributes header, List<PixelRegion> regions) throws CannotDeidentify {
        int rows = header.getInt(Tag.Rows, 0);
        int columns = header.getInt(Tag.Columns, 0);
        int bits = header.getInt(Tag.BitsAllocated, 0);
        int samples = header.getInt(Tag.SamplesPerPixel, 1);
        String photometric = header.getString(Tag.PhotometricInterpretation, "");
        boolean known = samples == 1 ? GREY.contains(photometric) : samples == 3 && COLOUR.contains(photometric);
        if (!known || (bits != 8 && bits != 16 && bits != 32) || rows < 1 || columns < 1) {
            throw new CannotDeidentify(
                    Reason.PIXEL_FORMAT, "%d samples of %d bits cannot be blacked out".formatted(samples, bits));
        }
        for (PixelRegion region : regions) {
            if (region.left() >= columns || region.top() >= rows) {
                throw new CannotDeidentify(
                        Reason.REGION_OUTSIDE, "a region lies outside of %d by %d pixels".formatted(columns, rows));
            }
        }
        return new PixelBlackout(regions, rows, columns, blackOf(header, photometric, samples, bits / 8));
    }

    private static byte[][] blackOf(Attributes header, String photometric, int samples, int sampleBytes) {
        boolean planar = samples == 3 && header.getInt(Tag.PlanarConfiguration, 0) == 1;
        byte[][] black = new byte[planar ? samples : 1][planar ? sampleBytes : samples * sampleBytes];
        for (int sample = 0; sample < samples; sample++) {
            long value = sample > 0 && photometric.equals("YBR_FULL")
                    ? 1L << (sampleBytes * 8 - 1)
                    : darkest(header, photometric);
            for (int i = 0; i < sampleBytes; i++) {
                black[planar ? sample : 0][(planar ? 0 : sample * sampleBytes) + i] = (byte) (value >>> (8 * i));
            }
        }
        return black;
    }

    /** The stored value at the dark end; PS3.3 C.7.6.3.1.2. */
    private static long darkest(Attributes header, String photometric) {
        int bitsStored = Math.clamp(header.getInt(Tag.BitsStored, 8), 1, 32);
        boolean signed = header.getInt(Tag.PixelRepresentation, 0) == 1;
        boolean highIsDark = photometric.equals("MONOCHROME1");
        if (signed && GREY.contains(photometric)) {
            long limit = 1L << (bitsStored - 1);
            return highIsDark ? limit - 1 : -limit;
        }
        return highIsDark ? (1L << bitsStored) - 1 : 0;
    }

    @Override
    public void apply(byte[] piece, long offsetBytes) {
        long lineBytes = (long) columns * black[0].length;
        long lastLine = (offsetBytes + piece.length - 1) / lineBytes;
        for (long line = offsetBytes / lineBytes; line <= lastLine; line++) {
            int row = (int) (line % rows);
            int plane = (int) (line / rows % planes);
            for (PixelRegion region : regions) {
                if (region.hasRow(row)) {
                    blacken(piece, line * lineBytes - offsetBytes, region, black[plane]);
                }
            }
        }
    }

    /** @param lineStart where the line starts in the piece, negative if before it */
    private void blacken(byte[] piece, long lineStart, PixelRegion region, byte[] pixel) {
        long from = lineStart + (long) region.left() * pixel.length;
        long to = lineStart + Math.min((long) region.left() + region.columns(), columns) * pixel.length;
        for (long at = Math.max(0, from); at < Math.min(piece.length, to); at++) {
            piece[(int) at] = pixel[(int) ((at - lineStart) % pixel.length)];
        }
    }
}
