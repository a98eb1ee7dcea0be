package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Objects with their pixel data decoded, for whoever takes no compressed ones. */
public final class Decompression {

    private static final long MAX_BYTES = 1024L * 1024 * 1024;

    private Decompression() {}

    /**
     * The object in Explicit VR Little Endian, with the samples that its frames decode to: colours pixel by pixel,
     * luminance and chrominance as RGB. What says that it was compressed with loss stays. An object that is not
     * encapsulated comes back as it is.
     *
     * @param file read with its pixel data
     */
    public static DicomFile decompress(DicomFile file) throws CannotDecode {
        if (!file.meta().transferSyntax().encapsulated()) {
            return file;
        }
        FrameSource source = FrameSource.of(file);
        Samples samples = source.decode(0);
        long frameBytes = (long) samples.size() * bitsOf(samples) / 8;
        if (frameBytes * source.frames() > MAX_BYTES) {
            throw new UnsupportedPixelFormat("the object has more than 1 GiB when it is decompressed");
        }
        ByteBuffer pixels = ByteBuffer.allocate((int) (frameBytes * source.frames() + 1) / 2 * 2)
                .order(ByteOrder.LITTLE_ENDIAN);
        put(samples, pixels);
        for (int frame = 1; frame < source.frames(); frame++) {
            put(source.decode(frame), pixels);
        }
        Attributes dataset = described(file.dataset(), samples)
                .setBytes(Tag.PixelData, bitsOf(samples) > 8 ? VR.OW : VR.OB, pixels.array());
        return new DicomFile(
                FileMetaInformation.of(
                        file.meta().mediaStorageSopClassUid(),
                        file.meta().mediaStorageSopInstanceUid(),
                        UID.ExplicitVRLittleEndian),
                dataset);
    }

    private static Attributes described(Attributes compressed, Samples samples) {
        Attributes dataset = new Attributes().addAll(compressed);
        dataset.setString(Tag.PhotometricInterpretation, VR.CS, samples.photometric())
                .setInt(Tag.BitsAllocated, VR.US, bitsOf(samples))
                .setInt(Tag.HighBit, VR.US, samples.bitsStored() - 1)
                .setInt(Tag.BitsStored, VR.US, samples.bitsStored());
        if (samples.samplesPerPixel() > 1) {
            dataset.setInt(Tag.PlanarConfiguration, VR.US, 0);
        }
        dataset.remove(Tag.ExtendedOffsetTable);
        dataset.remove(Tag.ExtendedOffsetTableLengths);
        return dataset;
    }

    private static int bitsOf(Samples samples) {
        return switch (samples) {
            case Samples.Bytes _ -> 8;
            case Samples.Shorts _ -> 16;
            case Samples.Ints _ -> 32;
        };
    }

    private static void put(Samples samples, ByteBuffer pixels) {
        switch (samples) {
            case Samples.Bytes bytes -> pixels.put(bytes.values());
            case Samples.Shorts shorts -> {
                pixels.asShortBuffer().put(shorts.values());
                pixels.position(pixels.position() + shorts.size() * Short.BYTES);
            }
            case Samples.Ints ints -> {
                pixels.asIntBuffer().put(ints.values());
                pixels.position(pixels.position() + ints.size() * Integer.BYTES);
            }
        }
    }
}
