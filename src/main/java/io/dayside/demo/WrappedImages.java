package io.dayside.demo;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PNG and JPEG pictures of chest films as Digital X-Ray objects, so that pictures can take the way of a study. */
public final class WrappedImages {

    /** Width that a picture is taken to stand for: pictures carry no scale, and the object must have one. */
    private static final double NOMINAL_WIDTH_MM = 350;

    private static final long MOST_PIXELS = 64_000_000;

    private WrappedImages() {}

    /** Whether the bytes begin as a PNG or JPEG file does. */
    public static boolean isPicture(byte[] file) {
        boolean png = file.length > 8 && file[0] == (byte) 0x89 && file[1] == 'P' && file[2] == 'N' && file[3] == 'G';
        return png || isJpeg(file);
    }

    private static boolean isJpeg(byte[] file) {
        return file.length > 3 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
    }

    /** @throws IOException when the file is no picture that can be read */
    public static Attributes chestFilm(StudyHeader header, Path file) throws IOException {
        return chestFilm(header, Files.readAllBytes(file));
    }

    /** @throws IOException when the bytes are no picture that can be read */
    public static Attributes chestFilm(StudyHeader header, byte[] file) throws IOException {
        BufferedImage picture = decoded(file);
        boolean deep = picture.getRaster().getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT
                && picture.getRaster().getNumBands() == 1;
        double spacing = Math.round(NOMINAL_WIDTH_MM / picture.getWidth() * 10_000) / 10_000.0;
        Attributes object = FilmObjects.chest(header, picture.getHeight(), picture.getWidth(), deep ? 16 : 8, spacing);
        object.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY", "")
                .setString(Tag.DerivationDescription, VR.ST, "Wrapped from a picture file; pixel spacing is nominal");
        describeCompression(object, file, picture);
        if (deep) {
            return object.setShorts(Tag.PixelData, VR.OW, deepGrey(picture));
        }
        return object.setBytes(Tag.PixelData, VR.OW, even(grey(picture)));
    }

    private static void describeCompression(Attributes object, byte[] file, BufferedImage picture) {
        if (!isJpeg(file)) {
            object.setString(Tag.LossyImageCompression, VR.CS, "00");
            return;
        }
        double ratio = Math.max((double) picture.getWidth() * picture.getHeight() / file.length, 1);
        object.setString(Tag.LossyImageCompression, VR.CS, "01")
                .setDouble(Tag.LossyImageCompressionRatio, VR.DS, Math.round(ratio * 100) / 100.0)
                .setString(Tag.LossyImageCompressionMethod, VR.CS, "ISO_10918_1");
    }

    private static BufferedImage decoded(byte[] file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!isPicture(file) || !readers.hasNext()) {
                throw new IOException("neither PNG nor JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new IOException("picture larger than 64 megapixels");
                }
                return whole(reader);
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) {
            throw new IOException("damaged picture", e);
        }
    }

    /** The decoder only warns of a JPEG that ends too early and paints the rest grey. */
    private static BufferedImage whole(ImageReader reader) throws IOException {
        var cutShort = new AtomicBoolean();
        reader.addIIOReadWarningListener((_, warning) -> {
            if (warning.contains("premature end")) {
                cutShort.set(true);
            }
        });
        BufferedImage picture = reader.read(0);
        if (cutShort.get()) {
            throw new IOException("the picture ends too early");
        }
        return picture;
    }

    private static byte[] grey(BufferedImage picture) {
        int width = picture.getWidth();
        byte[] grey = new byte[width * picture.getHeight()];
        boolean plain = picture.getType() == BufferedImage.TYPE_BYTE_GRAY;
        for (int i = 0; i < grey.length; i++) {
            int x = i % width;
            int y = i / width;
            grey[i] = (byte) (plain ? picture.getRaster().getSample(x, y, 0) : luma(picture.getRGB(x, y)));
        }
        return grey;
    }

    private static int luma(int rgb) {
        return Math.round(0.299f * (rgb >> 16 & 255) + 0.587f * (rgb >> 8 & 255) + 0.114f * (rgb & 255));
    }

    private static short[] deepGrey(BufferedImage picture) {
        int width = picture.getWidth();
        short[] grey = new short[width * picture.getHeight()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (short) picture.getRaster().getSample(i % width, i / width, 0);
        }
        return grey;
    }

    /** A value field has an even length; PS3.5 7.1.1. */
    private static byte[] even(byte[] pixels) {
        return pixels.length % 2 == 0 ? pixels : Arrays.copyOf(pixels, pixels.length + 1);
    }
}
