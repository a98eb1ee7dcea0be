package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.web.MediaRange;
import java.util.List;
import org.springframework.web.server.ResponseStatusException;

/**
 * How frames go out, PS3.18 8.7.3.3.
 *
 * @param asStored whether the compressed stream goes out rather than samples
 * @param multipart whether the frames come in parts even where there is only one
 */
record FrameMedia(String type, boolean asStored, boolean multipart) {

    static final String OCTETS = "application/octet-stream";

    /** The first entry that the object can satisfy. */
    static FrameMedia choose(List<MediaRange> accepted, ArchivedInstance instance, int frames) {
        return accepted.stream()
                .filter(range -> frames == 1 || range.isMultipart() || range.isWildcard())
                .flatMap(range -> of(range, instance).stream())
                .map(media -> frames == 1 ? media : new FrameMedia(media.type, media.asStored, true))
                .findFirst()
                .orElseThrow(() -> refusal(instance));
    }

    private static ResponseStatusException refusal(ArchivedInstance instance) {
        return Refusals.notAcceptable("The frames can be had as %s%s, several of them as multipart/related."
                .formatted(OCTETS, isCompressed(instance) ? " or " + storedType(instance.transferSyntaxUid()) : ""));
    }

    private static List<FrameMedia> of(MediaRange range, ArchivedInstance instance) {
        var syntax = range.parameter("transfer-syntax");
        boolean stored = syntax.equals("*") || syntax.equals(instance.transferSyntaxUid());
        if (isCompressed(instance)
                && (syntax.isEmpty() || stored)
                && range.includes(storedType(instance.transferSyntaxUid()))) {
            if (!range.includes(OCTETS) || stored || !isDecodable(instance)) {
                return List.of(new FrameMedia(storedMedia(instance), true, range.isMultipart()));
            }
        }
        if (!range.includes(OCTETS)) {
            return List.of();
        }
        if (isCompressed(instance) && stored) {
            return List.of(new FrameMedia(
                    OCTETS + "; transfer-syntax=" + instance.transferSyntaxUid(), true, range.isMultipart()));
        }
        boolean uncompressed = syntax.isEmpty() || syntax.equals("*") || syntax.equals(UID.ExplicitVRLittleEndian);
        return uncompressed && isDecodable(instance)
                ? List.of(new FrameMedia(OCTETS, false, range.isMultipart()))
                : List.of();
    }

    private static boolean isCompressed(ArchivedInstance instance) {
        return TransferSyntax.of(instance.transferSyntaxUid()).encapsulated();
    }

    private static boolean isDecodable(ArchivedInstance instance) {
        return FrameSource.decodes(TransferSyntax.of(instance.transferSyntaxUid()));
    }

    private static String storedMedia(ArchivedInstance instance) {
        return storedType(instance.transferSyntaxUid()) + "; transfer-syntax=" + instance.transferSyntaxUid();
    }

    /** Media type of a transfer syntax's compressed streams, PS3.18 table 8.7.3-5. */
    static String storedType(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case UID.JPEGBaseline8Bit,
                    UID.JPEGExtended12Bit,
                    UID.JPEGLossless,
                    UID.JPEGLosslessSV1,
                    UID.JPEGFullProgressionNonHierarchical1012 -> "image/jpeg";
            case UID.JPEGLSLossless, UID.JPEGLSNearLossless -> "image/jls";
            case UID.JPEG2000Lossless, UID.JPEG2000 -> "image/jp2";
            case UID.JPEG2000MCLossless, UID.JPEG2000MC -> "image/jpx";
            case UID.HTJ2KLossless, UID.HTJ2KLosslessRPCL, UID.HTJ2K -> "image/jphc";
            case UID.RLELossless -> "image/x-dicom-rle";
            case UID.MPEG2MPML, UID.MPEG2MPMLF, UID.MPEG2MPHL, UID.MPEG2MPHLF -> "video/mpeg2";
            case UID.HEVCMP51, UID.HEVCM10P51 -> "video/h265";
            default -> FrameSource.isVideo(TransferSyntax.of(transferSyntaxUid)) ? "video/mp4" : OCTETS;
        };
    }
}
