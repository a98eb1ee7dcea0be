package io.dayside.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How one object stands in a segment: a fixed header, the envelope that says how it came, and the object as a Part 10
 * stream. With it the index can be written again without having been told anything else.
 *
 * <pre>
 * offset  bytes
 *      0      4  "DSEG"
 *      4      4  kind
 *      8      8  microseconds since 1970 at which it was received
 *     16      4  bytes of the envelope
 *     20      4  bytes of preamble and meta information
 *     24      8  bytes of the data set
 *     32      4  CRC-32C of envelope and object
 *     36      4  CRC-32C of the 36 bytes before
 * </pre>
 *
 * What was flushed together ends with a record without envelope whose "data set" is zeros up to the end of the block.
 *
 * @param envelopeBytes length of the envelope as it stands in the segment
 * @param contentCrc CRC-32C of envelope and object
 */
record SegmentRecord(
        Kind kind, Instant receivedAt, int envelopeBytes, int metaBytes, long datasetBytes, int contentCrc) {

    static final int HEADER_BYTES = 40;
    private static final int MAGIC = 0x44534547;
    private static final int MAX_ENVELOPE_BYTES = 64 * 1024;
    private static final int MAX_META_BYTES = 64 * 1024;

    enum Kind {
        OBJECT(1),
        /** The object's bytes were overwritten; only its length is left. */
        ERASED(2),
        /** Nothing, up to the end of a block. */
        PADDING(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) throws TornRecord {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new TornRecord();
        }
    }

    /** How an object came, as {@link ReceivedInstance} says it. */
    record Envelope(
            String facility, String sender, String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {

        static Envelope of(ReceivedInstance received) {
            return new Envelope(
                    received.facility(),
                    received.sender(),
                    received.sopClassUid(),
                    received.sopInstanceUid(),
                    received.transferSyntaxUid());
        }

        byte[] encoded() {
            var bytes = new ByteArrayOutputStream();
            try (var out = new DataOutputStream(bytes)) {
                for (var text : List.of(facility, sender, sopClassUid, sopInstanceUid, transferSyntaxUid)) {
                    out.writeUTF(text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        static Envelope decoded(ByteBuffer buffer) throws IOException {
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            var in = new DataInputStream(new ByteArrayInputStream(bytes));
            return new Envelope(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
        }
    }

    static SegmentRecord of(byte[] envelope, Instant receivedAt, IncomingObject object) {
        var crc = new CRC32C();
        crc.update(envelope);
        object.inMemory().forEach(crc::update);
        return new SegmentRecord(
                Kind.OBJECT, receivedAt, envelope.length, (int) object.metaBytes(), object.datasetBytes(), (int)
                        crc.getValue());
    }

    /** How long a record must be that stands behind that many bytes and fills the last block; none if it is full. */
    static int paddingAfter(long bytes) {
        int gap = Math.floorMod(-bytes, DirectWrites.BLOCK_BYTES);
        return gap == 0 || gap >= HEADER_BYTES ? gap : gap + DirectWrites.BLOCK_BYTES;
    }

    /** A whole record of that length without an object. */
    static ByteBuffer padding(int bytes) {
        var record = new SegmentRecord(Kind.PADDING, Instant.EPOCH, 0, 0, bytes - (long) HEADER_BYTES, 0);
        return ByteBuffer.allocate(bytes).put(record.header()).clear();
    }

    /** Bytes that the record takes in its segment. */
    long bytes() {
        return contentOffset() + metaBytes + datasetBytes;
    }

    /** Where the object begins, counted from the record's beginning. */
    long contentOffset() {
        return HEADER_BYTES + (long) envelopeBytes;
    }

    /** The same record once its object is overwritten. */
    SegmentRecord erased() {
        return new SegmentRecord(Kind.ERASED, receivedAt, envelopeBytes, metaBytes, datasetBytes, 0);
    }

    ByteBuffer header() {
        var header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putInt(kind.code)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt))
                .putInt(envelopeBytes)
                .putInt(metaBytes)
                .putLong(datasetBytes)
                .putInt(contentCrc);
        return header.putInt(crcOfHeader(header)).flip();
    }

    private static int crcOfHeader(ByteBuffer header) {
        var crc = new CRC32C();
        crc.update(header.slice(0, HEADER_BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }

    /**
     * Reads a header.
     *
     * @throws TornRecord when these bytes are no whole header: there the log ends
     */
    static SegmentRecord read(ByteBuffer header) throws TornRecord {
        boolean whole = header.getInt(0) == MAGIC && header.getInt(36) == crcOfHeader(header);
        if (!whole) {
            throw new TornRecord();
        }
        var record = new SegmentRecord(
                Kind.of(header.getInt(4)),
                Instant.EPOCH.plus(header.getLong(8), ChronoUnit.MICROS),
                header.getInt(16),
                header.getInt(20),
                header.getLong(24),
                header.getInt(32));
        if (!record.plausible()) {
            throw new TornRecord();
        }
        return record;
    }

    private boolean plausible() {
        return envelopeBytes >= 0
                && envelopeBytes <= MAX_ENVELOPE_BYTES
                && metaBytes >= 0
                && metaBytes <= MAX_META_BYTES
                && datasetBytes >= 0;
    }

    /** What stands here was not written whole before the process or the machine ended; it was never acknowledged. */
    static final class TornRecord extends IOException {

        private static final long serialVersionUID = 1L;

        TornRecord() {
            super("no whole record");
        }
    }
}
