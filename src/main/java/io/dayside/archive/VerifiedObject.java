package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * An object as it lies on the disk, whose digest is taken as it is read: whoever reads all of it gets either the bytes that
 * were received, or a {@link DamagedObject} in place of the last ones. Who stops before the end, or skips, learns nothing.
 */
final class VerifiedObject extends InputStream {

    private final Opening opening;
    private final TenantId tenant;
    private final StoredObject object;
    private final InputStream stored;
    private final MessageDigest digest = Sha256.digest();
    private long position;
    private boolean inOrder = true;

    /** Opens the object at its beginning. */
    interface Opening {
        InputStream open() throws IOException;
    }

    VerifiedObject(Opening opening, TenantId tenant, StoredObject object) throws IOException {
        this.opening = opening;
        this.tenant = tenant;
        this.object = object;
        this.stored = opening.open();
    }

    /** Bytes of the object, with preamble and meta information. */
    long bytes() {
        return object.place().bytes();
    }

    /**
     * Reads the whole object beside this stream, which stays where it is.
     *
     * @throws DamagedObject where it is not what was received
     */
    void verifyAhead() throws IOException {
        try (var ahead = new VerifiedObject(opening, tenant, object)) {
            ahead.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = stored.read(into, offset, length);
        if (count > 0) {
            take(into, offset, count);
        } else if (count < 0 && position < bytes()) {
            throw new DamagedObject(tenant, object.place());
        }
        return count;
    }

    private void take(byte[] bytes, int offset, int count) throws DamagedObject {
        int ownMeta = Math.clamp(object.place().datasetOffset() - position, 0, count);
        digest.update(bytes, offset + ownMeta, count - ownMeta);
        position += count;
        if (position == bytes() && inOrder && !MessageDigest.isEqual(digest.digest(), object.datasetSha256())) {
            throw new DamagedObject(tenant, object.place());
        }
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = stored.skip(count);
        position += skipped;
        inOrder &= skipped == 0 || position <= object.place().datasetOffset();
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return stored.available();
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
