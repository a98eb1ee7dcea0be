package io.dayside.dicom.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error once more bytes were read than allowed, and tells the document's faults from the stream's. */
public final class BoundedInput extends FilterInputStream {

    private final long maxBytes;
    private long bytes;
    private boolean failed;

    public BoundedInput(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    /** Whether the document was longer than allowed. */
    public boolean wasTooLong() {
        return bytes > maxBytes;
    }

    /** Whether the stream below failed: an error then is none of the document. */
    public boolean hasFailed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        int value = reading(super::read);
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = reading(() -> super.read(buffer, from, length));
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private interface Read {
        int get() throws IOException;
    }

    private int reading(Read read) throws IOException {
        try {
            return read.get();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private void count(int read) throws IOException {
        bytes += read;
        if (wasTooLong()) {
            throw new IOException("the document is longer than allowed");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
