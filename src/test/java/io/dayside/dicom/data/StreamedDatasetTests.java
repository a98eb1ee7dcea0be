package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.StreamedDataset.Piece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamedDatasetTests {

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    private static Attributes dataset() {
        return new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.PatientName, VR.PN, "Müller^Test")
                .setInt(Tag.Rows, VR.US, 2)
                .setBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[] {0, 0});
    }

    @Test
    void nativePixelsStandWhereTheirTagBelongs() throws Exception {
        for (byte[] pixels : List.of(new byte[] {1, 2, 3, 4}, new byte[] {1, 2, 3})) {
            var stream = StreamedDataset.ofNative(dataset(), Tag.PixelData, VR.OB, piece(pixels));

            assertThat(stream.readAllBytes())
                    .isEqualTo(
                            encoded(dataset().setBytes(Tag.PixelData, VR.OB, pixels), TransferSyntax.EXPLICIT_LITTLE));
        }
    }

    @Test
    void framesAreFragmentsOfTheirOwn() throws Exception {
        var syntax = TransferSyntax.of(UID.JPEG2000);
        byte[] one = {1, 2, 3};
        byte[] other = {4, 5};

        var stream = StreamedDataset.ofFrames(dataset(), syntax, List.of(piece(one), piece(other)));

        assertThat(stream.readAllBytes())
                .isEqualTo(encoded(
                        dataset().setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(one, other))),
                        syntax));
    }

    @Test
    void textAfterThePixelsIsInTheCharacterSetThatStandsBeforeThem() throws Exception {
        var dataset = dataset().setString(0x7FE10010, VR.LO, "TEST").setString(0x7FE11010, VR.LO, "Größe", "größer");
        byte[] pixels = {1, 2};

        var stream = StreamedDataset.ofNative(dataset, Tag.PixelData, VR.OB, piece(pixels));

        assertThat(stream.readAllBytes())
                .isEqualTo(encoded(dataset.setBytes(Tag.PixelData, VR.OB, pixels), TransferSyntax.EXPLICIT_LITTLE));
    }

    @Test
    void piecesAreOpenedWhenTheirTurnComesAndClosed() throws Exception {
        var stream = StreamedDataset.ofFrames(
                dataset(), TransferSyntax.of(UID.JPEG2000), List.of(piece(new byte[4]), piece(new byte[4])));
        assertThat(stream.read()).isEqualTo(8);
        assertThat(opened).hasValue(0);

        stream.readAllBytes();
        assertThat(opened).hasValue(2);
        assertThat(open).hasValue(0);
    }

    /** More than an array could hold goes through. */
    @Test
    void pixelsAreNotHeld() throws Exception {
        long length = 2_300_000_000L;
        var stream =
                StreamedDataset.ofNative(dataset(), Tag.PixelData, VR.OW, new Piece(length, () -> new Zeros(length)));

        long read = 0;
        var buffer = new byte[1 << 20];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            read += count;
        }

        int around =
                encoded(dataset().setBytes(Tag.PixelData, VR.OW, new byte[0]), TransferSyntax.EXPLICIT_LITTLE).length;
        assertThat(read).isEqualTo(length + around);
    }

    @Test
    void whatNoLengthFieldHoldsIsRefused() {
        var tooLong = new Piece(0xFFFF_FFFFL, () -> new Zeros(0xFFFF_FFFFL));

        assertThatThrownBy(() -> StreamedDataset.ofNative(dataset(), Tag.PixelData, VR.OW, tooLong))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StreamedDataset.ofFrames(dataset(), TransferSyntax.EXPLICIT_LITTLE, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Piece piece(byte[] bytes) {
        return new Piece(bytes.length, () -> {
            open.incrementAndGet();
            opened.incrementAndGet();
            return new ByteArrayInputStream(bytes) {
                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        });
    }

    private static byte[] encoded(Attributes dataset, TransferSyntax syntax) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, syntax, dataset);
        return bytes.toByteArray();
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
