package io.dayside.dicomweb;

import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicomweb.BulkParts.Bulk;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** Which transfer syntax pixel data of a media type are in, PS3.18 8.7.3.3. */
final class BulkMedia {

    private static final int MARKER = 0xFF;
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_SCAN = 0xDA;
    private static final int MAX_SEGMENTS = 1000;

    private BulkMedia() {}

    /** Nothing where the media type and the syntax that it names do not go together, or are unknown. */
    static Optional<TransferSyntax> syntaxOf(Bulk bulk) throws IOException {
        var named = bulk.type().parameter("transfer-syntax");
        if (named.isEmpty()) {
            return usual(bulk).map(TransferSyntax::of);
        }
        var syntax = TransferSyntax.of(named);
        boolean octets = bulk.type().type().equals(FrameMedia.OCTETS);
        boolean fits = octets || canonical(bulk.type().type()).equals(FrameMedia.storedType(named));
        return syntax.isRegistered() && !syntax.bigEndian() && !syntax.deflated() && fits
                ? Optional.of(syntax)
                : Optional.empty();
    }

    /** Names that came before those of the table. */
    private static String canonical(String type) {
        return switch (type) {
            case "image/dicom-rle" -> "image/x-dicom-rle";
            case "image/x-jls" -> "image/jls";
            case "video/mpeg" -> "video/mpeg2";
            default -> type;
        };
    }

    /** Of JPEG what the stream itself says, since its default is lossless and most streams are not. */
    private static Optional<String> usual(Bulk bulk) throws IOException {
        return switch (canonical(bulk.type().type())) {
            case FrameMedia.OCTETS -> Optional.of(UID.ExplicitVRLittleEndian);
            case "image/jpeg" -> ofJpeg(bulk);
            case "image/x-dicom-rle" -> Optional.of(UID.RLELossless);
            case "image/jls" -> Optional.of(UID.JPEGLSLossless);
            case "image/jp2" -> Optional.of(UID.JPEG2000Lossless);
            case "image/jpx" -> Optional.of(UID.JPEG2000MCLossless);
            case "image/jphc" -> Optional.of(UID.HTJ2KLossless);
            case "video/mpeg2" -> Optional.of(UID.MPEG2MPML);
            case "video/mp4" -> Optional.of(UID.MPEG4HP41);
            case "video/h265" -> Optional.of(UID.HEVCMP51);
            default -> Optional.empty();
        };
    }

    /** By the frame header, and of lossless streams by the predictor of the first scan, ISO 10918-1 B.2. */
    private static Optional<String> ofJpeg(Bulk bulk) throws IOException {
        try (var in = new DataInputStream(bulk.kept().open())) {
            if (in.readUnsignedShort() != START_OF_IMAGE) {
                return Optional.empty();
            }
            boolean lossless = false;
            for (int i = 0; i < MAX_SEGMENTS; i++) {
                int marker = marker(in);
                int length = in.readUnsignedShort() - 2;
                switch (marker) {
                    case 0xC0 -> {
                        return Optional.of(UID.JPEGBaseline8Bit);
                    }
                    case 0xC1 -> {
                        return Optional.of(UID.JPEGExtended12Bit);
                    }
                    case 0xC2 -> {
                        return Optional.of(UID.JPEGFullProgressionNonHierarchical1012);
                    }
                    case 0xC3 -> lossless = true;
                    case START_OF_SCAN -> {
                        return lossless ? Optional.of(ofScan(in)) : Optional.empty();
                    }
                    default -> {}
                }
                in.skipNBytes(Math.max(0, length));
            }
            return Optional.empty();
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    private static int marker(DataInputStream in) throws IOException {
        int next = in.readUnsignedByte();
        while (next != MARKER) {
            next = in.readUnsignedByte();
        }
        while (next == MARKER) {
            next = in.readUnsignedByte();
        }
        return next;
    }

    private static String ofScan(DataInputStream in) throws IOException {
        int components = in.readUnsignedByte();
        in.skipNBytes(2L * components);
        return in.readUnsignedByte() == 1 ? UID.JPEGLosslessSV1 : UID.JPEGLossless;
    }
}
