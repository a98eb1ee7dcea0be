package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * A multi-frame object that exists only while it is read: 1024 by 1024 pixels of 16 bits, so many frames that it has any
 * length that an element may have. Explicit VR little endian.
 */
final class GeneratedObject {

    static final String SOP_CLASS = UID.MultiFrameGrayscaleWordSecondaryCaptureImageStorage;

    /** The most of an element of explicit length, PS3.5 7.1.1. */
    static final int MOST_MIB = 4094;

    private static final int SIDE = 1024;
    private static final int FRAME_BYTES = SIDE * SIDE * 2;
    private static final int FRAME_MIB = FRAME_BYTES / (1024 * 1024);
    private static final int ELEMENT_HEADER_BYTES = 12;

    private final Attributes header;
    private final int frames;

    /** @param mib of its pixels, an even number */
    GeneratedObject(int mib) {
        if (mib < FRAME_MIB || mib > MOST_MIB || mib % FRAME_MIB != 0) {
            throw new IllegalArgumentException(
                    "an object has an even number of MiB from %d to %d".formatted(FRAME_MIB, MOST_MIB));
        }
        this.frames = mib / FRAME_MIB;
        this.header = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, SOP_CLASS)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.StudyDate, VR.DA, "20260101")
                .setString(Tag.Modality, VR.CS, "OT")
                .setString(Tag.ConversionType, VR.CS, "WSD")
                .setString(Tag.PatientName, VR.PN, "Synthetic^Large")
                .setString(Tag.PatientID, VR.LO, UIDs.random().substring(0, 20))
                .setString(Tag.StudyInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.SeriesInstanceUID, VR.UI, UIDs.random())
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setString(Tag.NumberOfFrames, VR.IS, Integer.toString(frames))
                .setInt(Tag.Rows, VR.US, SIDE)
                .setInt(Tag.Columns, VR.US, SIDE)
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 16)
                .setInt(Tag.HighBit, VR.US, 15)
                .setInt(Tag.PixelRepresentation, VR.US, 0);
    }

    String sopInstanceUid() {
        return header.getString(Tag.SOPInstanceUID, "");
    }

    /** The data set without meta information, each time the same bytes. */
    InputStream dataset() throws IOException {
        var start = new ByteArrayOutputStream();
        DicomOutput.writeDataset(start, TransferSyntax.of(UID.ExplicitVRLittleEndian), header);
        start.write(ByteBuffer.allocate(ELEMENT_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (Tag.PixelData >>> 16))
                .putShort((short) Tag.PixelData)
                .put((byte) 'O')
                .put((byte) 'W')
                .putShort((short) 0)
                .putInt((int) ((long) frames * FRAME_BYTES))
                .array());
        return new SequenceInputStream(
                new ByteArrayInputStream(start.toByteArray()),
                new Frames(frames, sopInstanceUid().hashCode()));
    }

    /** One frame of noise again and again, each time with its number at its beginning. */
    private static final class Frames extends InputStream {

        private final int frames;
        private final byte[] frame = new byte[FRAME_BYTES];
        private int number;
        private int at;

        Frames(int frames, long seed) {
            this.frames = frames;
            new Random(seed).nextBytes(frame);
            mark();
        }

        private void mark() {
            ByteBuffer.wrap(frame).putInt(number);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (at == FRAME_BYTES) {
                number++;
                at = 0;
                mark();
            }
            if (number == frames) {
                return -1;
            }
            int count = Math.min(length, FRAME_BYTES - at);
            System.arraycopy(frame, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
