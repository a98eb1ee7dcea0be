package io.dayside.dicom.frame;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.FrameLimits;
import io.dayside.dicom.frame.codec.Picture;
import io.dayside.dicom.frame.jpegls.JpegLsDecoder;
import io.dayside.dicom.frame.worker.DecoderPool;
import io.dayside.dicom.frame.worker.NoDecoderProcess;

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
                    UID.JPEGLSNearLossless,
                    UID.JPEG2000Lossless,
                    UID.JPEG2000,
                    UID.HTJ2KLossless,
                    UID.HTJ2KLosslessRPCL,
                    UID.HTJ2K -> true;
            default -> false;
        };
    }

    /** Whether all frames are one stream, PS3.5 8.2.5 to 8.2.8. */
    static boolean isVideo(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case UID.MPEG2MPML,
                    UID.MPEG2MPMLF,
                    UID.MPEG2MPHL,
                    UID.MPEG2MPHLF,
                    UID.MPEG4HP41,
                    UID.MPEG4HP41F,
                    UID.MPEG4HP41BD,
                    UID.MPEG4HP41BDF,
                    UID.MPEG4HP422D,
                    UID.MPEG4HP422DF,
                    UID.MPEG4HP423D,
                    UID.MPEG4HP423DF,
                    UID.MPEG4HP42STEREO,
                    UID.MPEG4HP42STEREOF,
                    UID.HEVCMP51,
                    UID.HEVCM10P51 -> true;
            default -> false;
        };
    }

    static Samples decode(String transferSyntaxUid, byte[] encoded, FrameGeometry geometry) throws CannotDecode {
        return decode(transferSyntaxUid, encoded, geometry, FrameLimits.DEFAULT);
    }

    static Samples decode(String transferSyntaxUid, byte[] encoded, FrameGeometry geometry, FrameLimits limits)
            throws CannotDecode {
        Expected expected = new Expected(geometry.rows(), geometry.columns(), geometry.samplesPerPixel(), limits);
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
                        UID.JPEGLosslessSV1 -> JpegFrames.decode(encoded, geometry, expected);
                case UID.JPEGLSLossless, UID.JPEGLSNearLossless -> jpegLs(encoded, geometry, expected);
                case UID.JPEG2000Lossless, UID.JPEG2000, UID.HTJ2KLossless, UID.HTJ2KLosslessRPCL, UID.HTJ2K ->
                    jpeg2000(encoded, geometry, expected);
                default -> throw new UnsupportedTransferSyntax(transferSyntaxUid);
            };
        } catch (BrokenStream e) {
            throw new BrokenFrame(String.valueOf(e.getMessage()), e);
        } catch (NoDecoderProcess e) {
            throw new DecoderUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static Samples jpegLs(byte[] encoded, FrameGeometry geometry, Expected expected)
            throws BrokenStream, CannotDecode {
        Picture picture = JpegLsDecoder.decode(encoded, expected);
        return StoredCells.of(picture, geometry, geometry.photometric());
    }

    /** The decoder undoes the colour transformation that the stream itself names. */
    private static Samples jpeg2000(byte[] encoded, FrameGeometry geometry, Expected expected)
            throws BrokenStream, CannotDecode, NoDecoderProcess {
        Picture picture = DecoderPool.shared().decode(encoded, expected);
        boolean transformed = geometry.photometric().equals("YBR_RCT")
                || geometry.photometric().equals("YBR_ICT");
        return StoredCells.of(picture, geometry, transformed ? "RGB" : geometry.photometric());
    }
}
