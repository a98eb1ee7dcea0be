package io.dayside.triage.model;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads PNG and JPEG as grey. */
public final class PictureFile {

    /** Larger pictures are refused before they are decoded. */
    private static final long MOST_PIXELS = 64_000_000;

    private PictureFile() {}

    /** @return grey from 0 to 255, high is white */
    public static Plane read(byte[] file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("no picture format that is known here");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new IOException("picture larger than 64 megapixels");
                }
                return grey(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) {
            throw new IOException("damaged picture", e);
        }
    }

    private static Plane grey(BufferedImage image) {
        float[] values = new float[image.getWidth() * image.getHeight()];
        Raster raster = image.getRaster();
        if (raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel)) {
            raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, values);
            float most = (1 << Math.min(raster.getSampleModel().getSampleSize(0), 16)) - 1;
            for (int i = 0; i < values.length; i++) {
                values[i] *= 255 / most;
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
                values[i] = 0.299f * (rgb >> 16 & 255) + 0.587f * (rgb >> 8 & 255) + 0.114f * (rgb & 255);
            }
        }
        return new Plane(values, image.getHeight(), image.getWidth());
    }
}
