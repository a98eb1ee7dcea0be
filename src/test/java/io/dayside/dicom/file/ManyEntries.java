package io.dayside.dicom.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An archive whose central directory names one local file again and again, under ever other names. */
public final class ManyEntries {

    private static final int LOCAL_BYTES = 30 + 7;
    private static final int CENTRAL_BYTES = 46 + 7;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_BYTES = 22;

    private ManyEntries() {}

    public static byte[] zip(int entries) {
        int directoryBytes = entries * CENTRAL_BYTES;
        var zip = ByteBuffer.allocate(LOCAL_BYTES + directoryBytes + END64_BYTES + LOCATOR_BYTES + END_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 10).putShort((short) 0).putShort((short) 0);
        zip.putInt(0).putInt(0).putInt(0).putInt(0).putShort((short) 7).putShort((short) 0);
        zip.put(name(0));
        for (int i = 0; i < entries; i++) {
            zip.putInt(0x02014b50).putShort((short) 10).putShort((short) 10).putShort((short) 0);
            zip.putShort((short) 0).putInt(0).putInt(0).putInt(0).putInt(0);
            zip.putShort((short) 7).putShort((short) 0).putShort((short) 0).putShort((short) 0);
            zip.putShort((short) 0).putInt(0).putInt(0);
            zip.put(name(i));
        }
        end64(zip, entries, directoryBytes);
        return zip.array();
    }

    private static void end64(ByteBuffer zip, int entries, int directoryBytes) {
        long at = LOCAL_BYTES + (long) directoryBytes;
        zip.putInt(0x06064b50).putLong(END64_BYTES - 12).putShort((short) 45).putShort((short) 45);
        zip.putInt(0)
                .putInt(0)
                .putLong(entries)
                .putLong(entries)
                .putLong(directoryBytes)
                .putLong(LOCAL_BYTES);
        zip.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
        zip.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        zip.putShort((short) 0xFFFF)
                .putShort((short) 0xFFFF)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0);
    }

    private static byte[] name(int number) {
        return "%07d".formatted(number).getBytes(StandardCharsets.US_ASCII);
    }
}
