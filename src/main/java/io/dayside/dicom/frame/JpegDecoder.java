package io.dayside.dicom.frame;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG baseline of 8 bits, PS3.5 8.2.1, through the JDK's decoder. */
final class JpegDecoder {

    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int ADOBE_RGB = 0;
    private static final int ADOBE_YCC = 1;

    private JpegDecoder() {}

    static Samples decode(byte[] encoded, FrameGeometry geometry) throws CannotDecode {
        JpegHeader header = JpegHeader.read(encoded);
        check(header, geometry);
        Raster raster = read(encoded);
        if (raster.getWidth() != geometry.columns()
                || raster.getHeight() != geometry.rows()
                || raster.getNumBands() != geometry.samplesPerPixel()
                || raster.getDataBuffer().getDataType() != DataBuffer.TYPE_BYTE) {
            throw new BrokenFrame("JPEG stream decodes to another size than the object states");
        }
        int[] components = raster.getPixels(0, 0, geometry.columns(), geometry.rows(), (int[]) null);
        byte[] values = new byte[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) components[i];
        }
        FrameGeometry decoded = geometry.with(false, colourOf(header, geometry));
        return Colours.toRgb(new Samples.Bytes(NativeDecoder.shape(decoded), values));
    }

    private static void check(JpegHeader header, FrameGeometry geometry) throws CannotDecode {
        if (header.process() != BASELINE && header.process() != EXTENDED) {
            throw new UnsupportedPixelFormat("JPEG process %02X in a baseline object".formatted(header.process()));
        }
        if (header.precisionBits() != 8 || geometry.bitsAllocated() != 8) {
            throw new UnsupportedPixelFormat("JPEG of " + header.precisionBits() + " bits");
        }
        if (header.rows() != geometry.rows()
                || header.columns() != geometry.columns()
                || header.components() != geometry.samplesPerPixel()) {
            throw new BrokenFrame("JPEG stream is of another size than the object states");
        }
    }

    /** The stream's own marker tells more reliably than the object whether the colours were transformed. */
    private static String colourOf(JpegHeader header, FrameGeometry geometry) {
        if (geometry.samplesPerPixel() == 1) {
            return geometry.photometric();
        }
        return switch (header.adobeTransform()) {
            case ADOBE_RGB -> "RGB";
            case ADOBE_YCC -> "YBR_FULL";
            default -> geometry.photometric();
        };
    }

    /** The components as they are in the stream, without conversion of colours. */
    private static Raster read(byte[] encoded) throws CannotDecode {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new UnsupportedPixelFormat("this Java runtime has no JPEG decoder");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(in, true, true);
            return reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            throw new BrokenFrame("JPEG stream is damaged", e);
        } finally {
            reader.dispose();
        }
    }
}
