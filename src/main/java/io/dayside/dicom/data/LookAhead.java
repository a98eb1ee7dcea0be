package io.dayside.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * The first elements of an encoded data set, read ahead of whoever takes it.
 *
 * @param dataset all of its bytes, those read ahead included
 */
public record LookAhead(Attributes elements, InputStream dataset) {

    private static final int MIB = 1024 * 1024;

    /** What stands before the series, private elements of devices included, has some hundred kilobytes at most. */
    private static final DicomLimits LIMITS = new DicomLimits(64, 100_000, 8 * MIB, 8 * MIB, 8 * MIB);

    /** @param lastTag the last element that is needed, of the beginning of a data set */
    public static LookAhead read(InputStream dataset, TransferSyntax syntax, int lastTag)
            throws IOException, MalformedDataset {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Attributes elements =
                new DicomInput(new Remembering(dataset, seen), syntax, LIMITS).readDatasetUntil(lastTag + 1);
        return new LookAhead(elements, new SequenceInputStream(new ByteArrayInputStream(seen.toByteArray()), dataset));
    }

    private static final class Remembering extends FilterInputStream {

        private final ByteArrayOutputStream seen;

        Remembering(InputStream in, ByteArrayOutputStream seen) {
            super(in);
            this.seen = seen;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                seen.write(next);
            }
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) {
                seen.write(into, offset, count);
            }
            return count;
        }
    }
}
