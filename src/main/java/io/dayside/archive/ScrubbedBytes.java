package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.archive.s3.BucketUnreachable;
import io.dayside.tenancy.TenantId;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Objects as they lie, for scrubbing: on the local disk, and what was evicted straight from S3, past anything that was
 * fetched before. Asked in the order in which objects lie in a file, it fetches each evicted file once. For one thread.
 */
final class ScrubbedBytes implements Scrubber.Source, AutoCloseable {

    /** Each may have waited long for S3; after so many in a row nobody waits for it again. */
    private static final int MOST_FAILURES = 3;

    private final ObjectFiles files;
    private final @Nullable Bucket bucket;
    private @Nullable Passing passing;
    private @Nullable BucketUnreachable lastFailure;
    private int failuresInARow;

    /** @param bucket null where there are no copies */
    ScrubbedBytes(ObjectFiles files, @Nullable Bucket bucket) {
        this.files = files;
        this.bucket = bucket;
    }

    @Override
    public InputStream open(TenantId tenant, Placement place) throws IOException {
        try {
            return files.open(tenant, place);
        } catch (NoSuchFileException missing) {
            if (bucket == null) {
                throw missing;
            }
            return openCopy(bucket, tenant, place);
        }
    }

    private InputStream openCopy(Bucket from, TenantId tenant, Placement place) throws IOException {
        noteHowTheLastPassed();
        if (lastFailure != null && failuresInARow >= MOST_FAILURES) {
            throw lastFailure;
        }
        try {
            return passing(from, tenant, place).upTo(place.offset() + place.bytes());
        } catch (BucketUnreachable e) {
            noteFailure(e);
            throw e;
        }
    }

    private void noteHowTheLastPassed() {
        var last = passing;
        if (last != null && last.failure != null) {
            noteFailure(last.failure);
            last.failure = null;
        } else if (last != null && !last.broken) {
            failuresInARow = 0;
        }
    }

    private void noteFailure(BucketUnreachable failure) {
        failuresInARow++;
        lastFailure = failure;
    }

    private Passing passing(Bucket from, TenantId tenant, Placement place) throws IOException {
        var current = passing;
        if (current == null || !current.leadsTo(tenant, place)) {
            close();
            current = new Passing(
                    tenant, place.file(), from.readFrom(tenant, place.file(), place.offset()), place.offset());
            passing = current;
        }
        current.skipTo(place.offset());
        return current;
    }

    @Override
    public void close() throws IOException {
        var current = passing;
        passing = null;
        if (current != null) {
            current.answer.close();
        }
    }

    /** An evicted file as it passes. Closing it leaves it open for the next object. */
    private static final class Passing extends InputStream {

        /** What is skipped rather than asked for anew. */
        private static final long LARGEST_GAP_BYTES = 8L * 1024 * 1024;

        private final TenantId tenant;
        private final String file;
        private final InputStream answer;
        private long position;
        private long end;
        private boolean broken;
        private @Nullable BucketUnreachable failure;

        Passing(TenantId tenant, String file, InputStream answer, long position) {
            this.tenant = tenant;
            this.file = file;
            this.answer = answer;
            this.position = position;
        }

        boolean leadsTo(TenantId wantedTenant, Placement place) {
            long gap = place.offset() - position;
            return !broken
                    && tenant.equals(wantedTenant)
                    && file.equals(place.file())
                    && gap >= 0
                    && gap <= LARGEST_GAP_BYTES;
        }

        Passing upTo(long endBytes) {
            end = endBytes;
            return this;
        }

        void skipTo(long offset) throws IOException {
            end = offset;
            skipNBytes(offset - position);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position == end) {
                return -1;
            }
            int count = readAnswer(into, offset, (int) Math.min(length, end - position));
            if (count < 0) {
                broken = true;
                throw new EOFException();
            }
            position += count;
            return count;
        }

        private int readAnswer(byte[] into, int offset, int length) throws IOException {
            try {
                return answer.read(into, offset, length);
            } catch (BucketUnreachable e) {
                broken = true;
                failure = e;
                throw e;
            }
        }
    }
}
