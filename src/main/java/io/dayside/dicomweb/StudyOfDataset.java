package io.dayside.dicomweb;

import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Which study and series an encoded data set belongs to, read ahead of its storage.
 *
 * @param dataset all of its bytes, those read ahead included
 */
record StudyOfDataset(String studyUid, String seriesUid, InputStream dataset) {

    private static final int MIB = 1024 * 1024;

    /** What stands before the series, private elements of devices included, has some hundred kilobytes at most. */
    private static final DicomLimits LIMITS = new DicomLimits(64, 100_000, 8 * MIB, 8 * MIB, 8 * MIB);

    static StudyOfDataset read(InputStream dataset, TransferSyntax syntax) throws IOException, MalformedDataset {
        var seen = new ByteArrayOutputStream();
        var header = new DicomInput(new Remembering(dataset, seen), syntax, LIMITS)
                .readDatasetUntil(Tag.SeriesInstanceUID + 1);
        return new StudyOfDataset(
                header.getString(Tag.StudyInstanceUID, ""),
                header.getString(Tag.SeriesInstanceUID, ""),
                new SequenceInputStream(new ByteArrayInputStream(seen.toByteArray()), dataset));
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
