package io.dayside.dicomweb;

import io.dayside.dicom.frame.ShownFrame;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Forms in which browsers and word processors take a picture, PS3.18 table 8.7.4-1; the first is the usual one. */
enum PictureFormat {
    JPEG("image/jpeg"),
    PNG("image/png");

    private final String mediaType;

    PictureFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** @param quality from 1 to 100, of JPEG */
    byte[] write(ShownFrame frame, int quality) throws IOException {
        var writer = ImageIO.getImageWritersByMIMEType(mediaType).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            if (this == JPEG) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(quality / 100f);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(frame), null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage image(ShownFrame frame) {
        boolean grey = frame.samplesPerPixel() == 1;
        var image = new BufferedImage(
                frame.columns(), frame.rows(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        var pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        var values = frame.values();
        if (grey) {
            System.arraycopy(values, 0, pixels, 0, pixels.length);
            return image;
        }
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = values[i + 2];
            pixels[i + 1] = values[i + 1];
            pixels[i + 2] = values[i];
        }
        return image;
    }
}
