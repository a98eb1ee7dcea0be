package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Header and pixel data of an object that comes from a stream and goes on to another. Pixel data pass in pieces and are
 * never held; what follows them is left unread.
 */
public final class ObjectStream {

    private static final int PIECE_BYTES = 64 * 1024;

    private final DicomFile header;
    private final ByteSource source;
    private final TransferSyntax syntax;
    private final DicomLimits limits;
    private final @Nullable PixelElement pixels;

    private ObjectStream(FileReader.Header opened, DicomLimits limits) throws IOException, MalformedDataset {
        this.header = opened.file();
        this.source = opened.rest();
        this.limits = limits;
        TransferSyntax declared = header.meta().transferSyntax();
        this.syntax = declared.deflated() ? TransferSyntax.EXPLICIT_LITTLE : declared;
        this.pixels = PixelElement.read(source, syntax);
    }

    /** Changes pieces of a native value field in place. */
    @FunctionalInterface
    public interface ValueFilter {

        ValueFilter NONE = (_, _) -> {};

        /**
         * @param piece little endian, whole units of eight bytes but for the last piece
         * @param offsetBytes of the piece in the value field
         */
        void apply(byte[] piece, long offsetBytes);
    }

    /** Reads the header; the stream stays open and belongs to the result. */
    public static ObjectStream open(InputStream in, DicomLimits limits) throws IOException, MalformedDataset {
        FileReader.Header opened = new FileReader(new ByteSource(in), limits).readHeader();
        try {
            return new ObjectStream(opened, limits);
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, opened.rest().offset());
        } catch (ZipException _) {
            throw PixelElement.malformed(Problem.BAD_DEFLATE, opened.rest().offset());
        }
    }

    /** Everything before the pixel data. */
    public DicomFile header() {
        return header;
    }

    /** How the pixel data come out: as they came in, but inflated. */
    public TransferSyntax syntax() {
        return syntax;
    }

    public boolean hasPixelData() {
        return pixels != null;
    }

    /** A copy of the header with one byte, or one empty fragment, in place of the pixel data, if there are any. */
    public Attributes headerWithStandIn() {
        Attributes all = new Attributes().addAll(header.dataset());
        if (pixels != null && pixels.isEncapsulated()) {
            all.setFragments(new Fragments(pixels.tag(), pixels.vr(), new byte[0], List.of(new byte[0])));
        } else if (pixels != null && pixels.length() > 0) {
            all.setBytes(pixels.tag(), pixels.vr(), new byte[1]);
        }
        return all;
    }

    /** Whether there are pixel data in fragments. */
    public boolean isEncapsulated() {
        return pixels != null && pixels.isEncapsulated();
    }

    /** Length of the native value field in bytes; 0 without one. */
    public long nativeLength() {
        return pixels == null || pixels.isEncapsulated() ? 0 : pixels.length();
    }

    /** Writes the whole element in {@link #syntax}, if there is one; fragments pass as they are. */
    public void transferPixelData(OutputStream out, ValueFilter filter) throws IOException, MalformedDataset {
        if (pixels == null) {
            return;
        }
        try {
            DicomOutput.writePixelHeader(out, syntax, pixels);
            if (pixels.isEncapsulated()) {
                transferFragments(out);
            } else {
                transferNative(out, pixels, filter);
            }
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, source.offset());
        } catch (ZipException _) {
            throw PixelElement.malformed(Problem.BAD_DEFLATE, source.offset());
        }
    }

    /** Writes the native value field alone, little endian; nothing where there is none. */
    public void transferNativeValue(OutputStream out) throws IOException, MalformedDataset {
        if (pixels == null || pixels.isEncapsulated()) {
            return;
        }
        try {
            transferNative(OutputStream.nullOutputStream(), pixels, (piece, _) -> {
                try {
                    out.write(piece);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, source.offset());
        } catch (ZipException _) {
            throw PixelElement.malformed(Problem.BAD_DEFLATE, source.offset());
        }
    }

    private void transferNative(OutputStream out, PixelElement element, ValueFilter filter) throws IOException {
        int unit = syntax.bigEndian() ? ByteOrders.unitOf(element.tag(), element.vr(), header.dataset()) : 1;
        for (long done = 0; done < element.length(); ) {
            byte[] piece = source.read((int) Math.min(PIECE_BYTES, element.length() - done));
            ByteOrders.swap(piece, unit);
            filter.apply(piece, done);
            ByteOrders.swap(piece, unit);
            out.write(piece);
            done += piece.length;
        }
    }

    private void transferFragments(OutputStream out) throws IOException, MalformedDataset {
        for (int items = 0; items <= limits.maxElements(); items++) {
            FragmentHeader item = FragmentHeader.read(source, syntax);
            DicomOutput.writeItemHeader(out, syntax, item);
            if (item.isDelimiter()) {
                return;
            }
            for (long left = item.length(); left > 0; ) {
                byte[] piece = source.read((int) Math.min(PIECE_BYTES, left));
                out.write(piece);
                left -= piece.length;
            }
        }
        throw PixelElement.malformed(Problem.TOO_MANY_ELEMENTS, source.offset());
    }
}
