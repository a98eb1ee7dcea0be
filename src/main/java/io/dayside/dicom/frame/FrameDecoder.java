package io.dayside.dicom.frame;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.Picture;
import io.dayside.dicom.frame.jpegls.JpegLsDecoder;

/** Which decoder is for which transfer syntax, PS3.5 A.4. */
final class FrameDecoder {

    private FrameDecoder() {}

    static boolean decodes(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case UID.RLELossless,
                    UID.DeflatedImageFrameCompression,
                    UID.EncapsulatedUncompressedExplicitVRLittleEndian,
                    UID.JPEGBaseline8Bit,
                    UID.JPEGExtended12Bit,
                    UID.JPEGSpectralSelectionNonHierarchical68,
                    UID.JPEGFullProgressionNonHierarchical1012,
                    UID.JPEGLossless,
                    UID.JPEGLosslessSV1,
                    UID.JPEGLSLossless,
                    UID.JPEGLSNearLossless -> true;
            default -> false;
        };
    }

    static Samples decode(String transferSyntaxUid, byte[] encoded, FrameGeometry geometry) throws CannotDecode {
        try {
            return switch (transferSyntaxUid) {
                case UID.RLELossless -> RleDecoder.decode(encoded, geometry);
                case UID.DeflatedImageFrameCompression -> DeflatedFrameDecoder.decode(encoded, geometry);
                case UID.EncapsulatedUncompressedExplicitVRLittleEndian -> NativeDecoder.decode(encoded, geometry);
                case UID.JPEGBaseline8Bit,
                        UID.JPEGExtended12Bit,
                        UID.JPEGSpectralSelectionNonHierarchical68,
                        UID.JPEGFullProgressionNonHierarchical1012,
                        UID.JPEGLossless,
                        UID.JPEGLosslessSV1 -> JpegFrames.decode(encoded, geometry, expected(geometry));
                case UID.JPEGLSLossless, UID.JPEGLSNearLossless -> jpegLs(encoded, geometry);
                default -> throw new UnsupportedTransferSyntax(transferSyntaxUid);
            };
        } catch (BrokenStream e) {
            throw new BrokenFrame(String.valueOf(e.getMessage()), e);
        }
    }

    private static Samples jpegLs(byte[] encoded, FrameGeometry geometry) throws BrokenStream, CannotDecode {
        Picture picture = JpegLsDecoder.decode(encoded, expected(geometry));
        return StoredCells.of(picture, geometry, geometry.photometric());
    }

    private static Expected expected(FrameGeometry geometry) {
        return new Expected(geometry.rows(), geometry.columns(), geometry.samplesPerPixel());
    }
}
