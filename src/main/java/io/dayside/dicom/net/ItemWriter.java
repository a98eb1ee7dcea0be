package io.dayside.dicom.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds the big-endian items of association PDUs, PS3.8 9.3.2. */
final class ItemWriter {

    private static final int AE_TITLE_LENGTH = 16;

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

    ItemWriter writeItem(int type, byte[] content) {
        writeByte(type).writeByte(0).writeShort(content.length);
        out.writeBytes(content);
        return this;
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
