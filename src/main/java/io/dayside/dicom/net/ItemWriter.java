package io.dayside.dicom.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds the big-endian items of association PDUs, PS3.8 9.3.2. */
final class ItemWriter {

    private static final int AE_TITLE_LENGTH = 16;
    private static final int MAX_COUNT = 0xFFFF;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    ItemWriter writeByte(int value) {
        out.write(value);
        return this;
    }

    ItemWriter writeShort(int value) {
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    ItemWriter writeInt(int value) {
        return writeShort(value >>> 16).writeShort(value);
    }

    ItemWriter writeZeros(int count) {
        out.writeBytes(new byte[count]);
        return this;
    }

    ItemWriter writeAeTitle(String title) {
        byte[] padded = "%-16s".formatted(title).getBytes(StandardCharsets.US_ASCII);
        out.write(padded, 0, AE_TITLE_LENGTH);
        return this;
    }

    ItemWriter writeBytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** The bytes behind their count in two bytes. */
    ItemWriter writeCounted(byte[] bytes) {
        if (bytes.length > MAX_COUNT) {
            throw new IllegalArgumentException("an item holds at most 65535 bytes");
        }
        return writeShort(bytes.length).writeBytes(bytes);
    }

    ItemWriter writeCounted(String text) {
        return writeCounted(text.getBytes(StandardCharsets.US_ASCII));
    }

    ItemWriter writeItem(int type, byte[] content) {
        return writeByte(type).writeByte(0).writeCounted(content);
    }

    ItemWriter writeItem(int type, String content) {
        return writeItem(type, content.getBytes(StandardCharsets.US_ASCII));
    }

    ItemWriter writeItem(int type, ItemWriter content) {
        return writeItem(type, content.toBytes());
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    byte[] toPdu(int type) {
        return ByteBuffer.allocate(Pdu.HEADER_BYTES + out.size())
                .put((byte) type)
                .put((byte) 0)
                .putInt(out.size())
                .put(out.toByteArray())
                .array();
    }
}
