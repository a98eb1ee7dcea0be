package io.dayside.dicom.net;

import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes association PDUs apart. Every length is held against what is there. */
final class ItemReader {

    private final ByteBuffer bytes;

    ItemReader(byte[] body) {
        this(ByteBuffer.wrap(body));
    }

    private ItemReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int readByte() throws ProtocolViolation {
        require(1);
        return bytes.get() & 0xFF;
    }

    int readShort() throws ProtocolViolation {
        require(2);
        return bytes.getShort() & 0xFFFF;
    }

    int readInt() throws ProtocolViolation {
        require(4);
        return bytes.getInt();
    }

    void skip(int count) throws ProtocolViolation {
        require(count);
        bytes.position(bytes.position() + count);
    }

    /** The rest of the item as a UID or name, padding removed. */
    String readText() {
        return text(bytes.remaining());
    }

    /** A UID behind its length in two bytes. */
    String readCountedText() throws ProtocolViolation {
        int length = readShort();
        require(length);
        return text(length);
    }

    /** Bytes behind their count in two bytes. */
    byte[] readCountedBytes() throws ProtocolViolation {
        int length = readShort();
        require(length);
        return bytes(length);
    }

    /** The rest of the item. */
    byte[] readRest() {
        return bytes(bytes.remaining());
    }

    private byte[] bytes(int length) {
        byte[] content = new byte[length];
        bytes.get(content);
        return content;
    }

    /** An application entity title without padding. */
    String readAeTitle() throws ProtocolViolation {
        require(16);
        return text(16);
    }

    private String text(int length) {
        byte[] content = bytes(length);
        int end = content.length;
        while (end > 0 && (content[end - 1] == 0 || content[end - 1] == ' ')) {
            end--;
        }
        return new String(content, 0, end, StandardCharsets.US_ASCII).stripLeading();
    }

    /** The content of an item whose type has been read. */
    ItemReader readItem() throws ProtocolViolation {
        skip(1);
        return readCounted();
    }

    /** Content behind its length in two bytes. */
    ItemReader readCounted() throws ProtocolViolation {
        int length = readShort();
        require(length);
        ItemReader content = new ItemReader(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
        return content;
    }

    private void require(int count) throws ProtocolViolation {
        if (bytes.remaining() < count) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "item is cut short");
        }
    }
}
