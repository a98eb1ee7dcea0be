package io.dayside.dicomweb;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.StreamedDataset;
import io.dayside.dicom.data.StreamedDataset.Piece;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.model.BulkDataReference;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.net.Status;
import io.dayside.dicomweb.BulkParts.Bulk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object made of its description and of the bulk data beside it, PS3.18 10.5.1.2. Pixel data are read from the disk as
 * the object is, all else is held.
 *
 * @param encoded the data set in that syntax, read once
 */
record AssembledObject(TransferSyntax syntax, InputStream encoded) {

    /** Within the standard's range for what cannot be understood: a named part did not come. */
    static final int BULK_DATA_MISSING = 0xC001;

    /** A part came that no description names. */
    static final int BULK_DATA_UNUSED = 0xC002;

    /** Referenced Transfer Syntax Not Supported, PS3.18 table I.2-2. */
    static final int SYNTAX_NOT_SUPPORTED = 0xC122;

    /** Of values other than pixel data, as the archive itself reads them. */
    static final long MAX_HELD_BYTES = 64L * 1024 * 1024;

    private static final long MAX_VALUE_BYTES = 0xFFFF_FFFEL;
    private static final int AVAILABLE_TRANSFER_SYNTAX_UID = 0x00083002;
    private static final int FIRST_GROUP_OF_DATASETS = 0x0008;
    private static final List<Integer> OF_PIXELS = List.of(Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData);
    private static final List<Integer> DESCRIBE_PIXELS = List.of(Tag.Rows, Tag.Columns, Tag.BitsAllocated);

    /** Why there is no such object. */
    static final class Impossible extends Exception {

        private static final long serialVersionUID = 1L;

        private final int reason;

        Impossible(int reason) {
            super(Integer.toHexString(reason));
            this.reason = reason;
        }

        /** As it is answered, PS3.18 table I.2-2. */
        int reason() {
            return reason;
        }
    }

    /** The object, ready to be read; a part that it names counts as named also where the object is impossible. */
    static AssembledObject of(ModelDataset described, BulkParts bulk) throws IOException, Impossible {
        boolean complete = true;
        for (var reference : described.bulkData()) {
            complete &= !bulk.named(reference.uri()).isEmpty();
        }
        if (!complete) {
            throw new Impossible(BULK_DATA_MISSING);
        }
        var dataset = described.attributes();
        removeForeign(dataset);
        long held = 0;
        for (var reference : held(described)) {
            held += setValue(reference, bulk, MAX_HELD_BYTES - held);
        }
        return encoded(dataset, pixels(described).orElse(null), bulk);
    }

    /** Bytes of the values that the object holds while it is made, each as often as it is named. */
    static long heldBytes(ModelDataset described, BulkParts bulk) {
        long bytes = held(described).stream()
                .mapToLong(reference -> bulk.bytes(reference.uri()))
                .sum();
        return Math.min(bytes, MAX_HELD_BYTES);
    }

    private static Optional<BulkDataReference> pixels(ModelDataset described) {
        return described.bulkData().stream()
                .filter(reference ->
                        reference.around() == described.attributes() && OF_PIXELS.contains(reference.tag()))
                .findFirst();
    }

    private static List<BulkDataReference> held(ModelDataset described) {
        var held = new ArrayList<>(described.bulkData());
        pixels(described).ifPresent(held::remove);
        return held;
    }

    /** What belongs into a file's header or describes a resource is no part of the object. */
    private static void removeForeign(Attributes dataset) {
        var foreign = new ArrayList<Integer>();
        for (Element element : dataset) {
            if (Tag.group(element.tag()) < FIRST_GROUP_OF_DATASETS) {
                foreign.add(element.tag());
            }
        }
        foreign.add(AVAILABLE_TRANSFER_SYNTAX_UID);
        foreign.add(Tag.RetrieveURL);
        foreign.forEach(dataset::remove);
    }

    /** @return bytes that are held from now on */
    private static long setValue(BulkDataReference reference, BulkParts bulk, long mostBytes)
            throws IOException, Impossible {
        var parts = bulk.named(reference.uri());
        if (parts.size() > 1 || parts.getFirst().kept().bytes() > mostBytes) {
            throw new Impossible(Status.CannotUnderstand);
        }
        var vr = reference.around().getVR(reference.tag());
        if (vr == null || vr == VR.SQ) {
            throw new Impossible(Status.CannotUnderstand);
        }
        var value = parts.getFirst().bytes();
        if (vr.isString() && !isAscii(value)) {
            throw new Impossible(Status.CannotUnderstand);
        }
        reference.around().setBytes(reference.tag(), vr, value);
        return value.length;
    }

    /** Of other text nobody says in which character set it came. */
    private static boolean isAscii(byte[] text) {
        for (byte one : text) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    private static AssembledObject encoded(Attributes dataset, @Nullable BulkDataReference pixels, BulkParts bulk)
            throws IOException, Impossible {
        if (pixels == null) {
            var bytes = new ByteArrayOutputStream();
            DicomOutput.writeDataset(bytes, TransferSyntax.EXPLICIT_LITTLE, dataset);
            return new AssembledObject(TransferSyntax.EXPLICIT_LITTLE, new ByteArrayInputStream(bytes.toByteArray()));
        }
        if (!DESCRIBE_PIXELS.stream().allMatch(dataset::containsValue)) {
            throw new Impossible(Status.DataSetDoesNotMatchSOPClass);
        }
        var parts = bulk.named(pixels.uri());
        var syntax = syntaxOf(parts);
        var vr = dataset.getVR(pixels.tag());
        dataset.remove(pixels.tag());
        if (syntax.encapsulated()) {
            return encapsulated(dataset, pixels.tag(), syntax, parts);
        }
        if (parts.size() > 1 || vr == null) {
            throw new Impossible(Status.CannotUnderstand);
        }
        var stream = StreamedDataset.ofNative(
                dataset,
                pixels.tag(),
                nativeVr(dataset, pixels.tag(), vr),
                pieces(parts).getFirst());
        return new AssembledObject(TransferSyntax.EXPLICIT_LITTLE, stream);
    }

    private static TransferSyntax syntaxOf(List<Bulk> parts) throws IOException, Impossible {
        var first = BulkMedia.syntaxOf(parts.getFirst()).orElseThrow(() -> new Impossible(SYNTAX_NOT_SUPPORTED));
        for (var part : parts) {
            if (!BulkMedia.syntaxOf(part).equals(Optional.of(first))) {
                throw new Impossible(SYNTAX_NOT_SUPPORTED);
            }
        }
        return first;
    }

    /** PS3.5 A.2: above eight bits words, and what the description says otherwise. */
    private static VR nativeVr(Attributes dataset, int tag, VR stated) {
        return switch (tag) {
            case Tag.FloatPixelData -> VR.OF;
            case Tag.DoubleFloatPixelData -> VR.OD;
            default -> dataset.getInt(Tag.BitsAllocated, 0) <= Byte.SIZE && stated == VR.OB ? VR.OB : VR.OW;
        };
    }

    /** A part for each frame, in their order; of video one for all. */
    private static AssembledObject encapsulated(Attributes dataset, int tag, TransferSyntax syntax, List<Bulk> parts)
            throws IOException, Impossible {
        int frames = FrameSource.isVideo(syntax) ? 1 : dataset.getInt(Tag.NumberOfFrames, 1);
        if (parts.size() < frames) {
            throw new Impossible(BULK_DATA_MISSING);
        }
        if (tag != Tag.PixelData || parts.size() > frames) {
            throw new Impossible(Status.CannotUnderstand);
        }
        return new AssembledObject(syntax, StreamedDataset.ofFrames(dataset, syntax, pieces(parts)));
    }

    private static List<Piece> pieces(List<Bulk> parts) throws Impossible {
        var pieces = parts.stream().map(Bulk::piece).toList();
        if (pieces.stream().anyMatch(piece -> piece.bytes() > MAX_VALUE_BYTES)) {
            throw new Impossible(Status.CannotUnderstand);
        }
        return pieces;
    }
}
