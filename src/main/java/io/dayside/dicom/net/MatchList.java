package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.TransferSyntax;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Matches of a query, so many and so long that they fit into memory. */
final class MatchList {

    static final int MIB = 1024 * 1024;

    /** Of all matches together, as Explicit VR Little Endian. */
    static final int MAX_BYTES = 64 * MIB;

    private final int maxMatches;
    private final List<Attributes> matches = new ArrayList<>();
    private long bytes;
    private boolean exceeded;

    MatchList(int maxMatches) {
        this.maxMatches = maxMatches;
    }

    /** Keeps a match where it fits; false where it does not, and nor does any after it. */
    boolean add(Attributes match) {
        bytes += length(match);
        exceeded |= matches.size() == maxMatches || bytes > MAX_BYTES;
        return !exceeded && matches.add(match);
    }

    private static long length(Attributes match) {
        try (Length length = new Length()) {
            DicomOutput.writeDataset(length, TransferSyntax.EXPLICIT_LITTLE, match);
            return length.bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Length extends OutputStream {

        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] values, int offset, int length) {
            bytes += length;
        }
    }

    boolean isExceeded() {
        return exceeded;
    }

    List<Attributes> list() {
        return matches;
    }
}
