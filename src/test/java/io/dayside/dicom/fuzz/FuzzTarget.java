package io.dayside.dicom.fuzz;

import io.dayside.dicom.data.UID;
import java.util.List;

/** What is fuzzed; each is one path by which other people's bytes come in. */
public enum FuzzTarget {
    /** A bare data set: the first byte chooses the transfer syntax. */
    DATASET {
        @Override
        void run(byte[] input) throws Exception {
            DatasetFuzz.readWriteRead(input);
        }

        @Override
        List<byte[]> seeds() throws Exception {
            return Seeds.datasets();
        }
    },
    /** A whole file, read at once and frame by frame. */
    FILE {
        @Override
        void run(byte[] input) throws Exception {
            DatasetFuzz.readFile(input);
        }

        @Override
        List<byte[]> seeds() throws Exception {
            return Seeds.files();
        }
    },
    /** A document of DICOM JSON, an object or an array of them. */
    JSON {
        @Override
        void run(byte[] input) throws Exception {
            ModelFuzz.JSON.readWriteRead(input);
        }

        @Override
        List<byte[]> seeds() throws Exception {
            return Seeds.documents(ModelFuzz.JSON);
        }
    },
    /** A document of the Native DICOM Model. */
    XML {
        @Override
        void run(byte[] input) throws Exception {
            ModelFuzz.XML.readWriteRead(input);
        }

        @Override
        List<byte[]> seeds() throws Exception {
            return Seeds.documents(ModelFuzz.XML);
        }
    },
    /** A whole file that is to lose its identity. */
    DEIDENTIFICATION {
        @Override
        void run(byte[] input) throws Exception {
            DeidentificationFuzz.deidentify(input);
        }

        @Override
        List<byte[]> seeds() throws Exception {
            return Seeds.files();
        }
    },
    /** Everything that one peer sends over one connection. */
    PDU {
        @Override
        void run(byte[] input) throws Exception {
            AssociationFuzz.send(input);
        }

        @Override
        List<byte[]> seeds() throws Exception {
            return Seeds.conversations();
        }
    },
    /** Frames in each compression: see {@link FrameFuzz} for the bytes before the frame. */
    RLE(UID.RLELossless),
    DEFLATED_FRAME(UID.DeflatedImageFrameCompression),
    JPEG(UID.JPEGBaseline8Bit),
    JPEG_12(UID.JPEGExtended12Bit),
    JPEG_LOSSLESS(UID.JPEGLosslessSV1),
    JPEG_LS(UID.JPEGLSLossless),
    JPEG_2000(UID.JPEG2000Lossless),
    HTJ2K(UID.HTJ2KLossless),
    NATIVE(UID.EncapsulatedUncompressedExplicitVRLittleEndian);

    private final String transferSyntax;

    FuzzTarget() {
        this("");
    }

    FuzzTarget(String transferSyntax) {
        this.transferSyntax = transferSyntax;
    }

    /** Feeds the bytes; anything but a declared exception, which is dealt with inside, is a finding. */
    void run(byte[] input) throws Exception {
        FrameFuzz.decode(transferSyntax, input);
    }

    List<byte[]> seeds() throws Exception {
        return Seeds.frames(transferSyntax);
    }
}
