package io.dayside.dicom.fuzz;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import java.util.Arrays;
import java.util.List;

/**
 * One compressed frame. Four bytes come before it: rows and columns from 1, bits stored from 1 with the sign in the
 * highest bit, and samples per pixel 1 or 3 with the planar configuration.
 */
final class FrameFuzz {

    static final int HEADER_BYTES = 4;

    private FrameFuzz() {}

    static void decode(String transferSyntax, byte[] input) {
        if (input.length < HEADER_BYTES || !FrameSource.decodes(TransferSyntax.of(transferSyntax))) {
            return;
        }
        Attributes dataset = describe(input);
        byte[] frame = Arrays.copyOfRange(input, HEADER_BYTES, input.length);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(frame)));
        FileMetaInformation meta = FileMetaInformation.of("1.2.3", "1.2.3.4", transferSyntax);
        try {
            FrameSource.of(new DicomFile(meta, dataset)).decode(0);
        } catch (CannotDecode _) {
            // refused, as it may be
        }
    }

    private static Attributes describe(byte[] input) {
        int bitsStored = (input[2] & 0x1F) + 1;
        boolean colour = (input[3] & 1) == 1;
        int bitsAllocated = bitsStored <= 8 ? 8 : bitsStored <= 16 ? 16 : 32;
        return new Attributes()
                .setInt(Tag.Rows, VR.US, Byte.toUnsignedInt(input[0]) + 1)
                .setInt(Tag.Columns, VR.US, Byte.toUnsignedInt(input[1]) + 1)
                .setInt(Tag.SamplesPerPixel, VR.US, colour ? 3 : 1)
                .setInt(Tag.BitsAllocated, VR.US, bitsAllocated)
                .setInt(Tag.BitsStored, VR.US, bitsStored)
                .setInt(Tag.HighBit, VR.US, bitsStored - 1)
                .setInt(Tag.PixelRepresentation, VR.US, input[2] < 0 ? 1 : 0)
                .setInt(Tag.PlanarConfiguration, VR.US, (input[3] & 2) >> 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, colour ? "RGB" : "MONOCHROME2");
    }
}
