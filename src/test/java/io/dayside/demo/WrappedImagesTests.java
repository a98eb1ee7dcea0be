package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrappedImagesTests {

    private static final StudyHeader HEADER = PhantomStudiesTests.header("2.25.77");

    @ParameterizedTest
    @CsvSource({
        "png, " + BufferedImage.TYPE_BYTE_GRAY,
        "png, " + BufferedImage.TYPE_USHORT_GRAY,
        "png, " + BufferedImage.TYPE_INT_RGB,
        "jpg, " + BufferedImage.TYPE_BYTE_GRAY,
        "jpg, " + BufferedImage.TYPE_INT_RGB
    })
    void pictureFilesBecomeObjectsThatOtherPeoplesToolsAccept(String format, int type, @TempDir Path folder)
            throws IOException, InterruptedException {
        Attributes object = WrappedImages.chestFilm(HEADER, encoded(format, type));

        DicomValidity.assertAccepted(object, folder);
        assertThat(object.getInt(Tag.Rows, 0)).isEqualTo(31);
        assertThat(object.getInt(Tag.Columns, 0)).isEqualTo(33);
    }

    @Test
    void thePixelsAreThoseOfThePicture() throws IOException {
        Attributes object = WrappedImages.chestFilm(HEADER, encoded("png", BufferedImage.TYPE_BYTE_GRAY));
        byte[] pixels = Objects.requireNonNull(object.getBytes(Tag.PixelData));

        assertThat(pixels).hasSize(33 * 31 + 1);
        assertThat(pixels[5 * 33 + 7]).isEqualTo((byte) (5 * 7));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> WrappedImages.chestFilm(HEADER, "not a picture".getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> WrappedImages.chestFilm(HEADER, truncated()));
    }

    @Test
    void aJpegThatEndsTooEarlyIsRefusedInsteadOfBeingFilledUp() throws IOException {
        byte[] whole = encoded("jpg", BufferedImage.TYPE_BYTE_GRAY);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> WrappedImages.chestFilm(HEADER, Arrays.copyOf(whole, whole.length - 100)))
                .withMessage("the picture ends too early");
    }

    private static byte[] truncated() throws IOException {
        return Arrays.copyOf(encoded("png", BufferedImage.TYPE_BYTE_GRAY), 60);
    }

    private static byte[] encoded(String format, int type) throws IOException {
        var picture = new BufferedImage(33, 31, type);
        for (int y = 0; y < 31; y++) {
            for (int x = 0; x < 33; x++) {
                for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
                    picture.getRaster().setSample(x, y, band, x * y % 256);
                }
            }
        }
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
