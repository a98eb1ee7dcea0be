package io.dayside.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Sends command and data sets as P-DATA-TF PDUs with one value each, in one write each. What ends on an odd byte, as
 * some deflated files do, gets one zero more: peers abort on values of odd length, PS3.8 9.3.5.1.
 */
final class PdvWriter {

    private static final int COMMAND = 1;
    private static final int LAST = 2;
    private static final int OVERHEAD_BYTES = Pdu.HEADER_BYTES + Pdu.PDV_HEADER_BYTES;

    private final PduOutput out;
    private final ProtocolMachine machine;
    private final int fragmentBytes;

    /** Grows to what was needed and stays. */
    private byte[] pdu = new byte[0];

    /** @param maxPduBytes longest body that the peer takes */
    PdvWriter(PduOutput out, ProtocolMachine machine, int maxPduBytes) {
        this.out = out;
        this.machine = machine;
        this.fragmentBytes = Math.max(maxPduBytes - Pdu.PDV_HEADER_BYTES, 2) / 2 * 2;
    }

    void writeCommand(int contextId, byte[] command) throws IOException {
        write(contextId, COMMAND, new ByteArrayInputStream(command), command.length);
    }

    /** Sends the stream to its end. */
    void writeDataset(int contextId, InputStream dataset) throws IOException {
        write(contextId, 0, dataset, fragmentBytes);
    }

    private void write(int contextId, int kind, InputStream in, int expectedBytes) throws IOException {
        int room = Math.min(fragmentBytes, Math.max(expectedBytes, 2));
        if (pdu.length < OVERHEAD_BYTES + room + 1) {
            pdu = new byte[OVERHEAD_BYTES + room + 1];
        }
        int length = read(in, pdu, OVERHEAD_BYTES, room);
        byte[] next = new byte[1];
        while (true) {
            boolean last = length < room || read(in, next, 0, 1) == 0;
            if (length % 2 != 0) {
                pdu[OVERHEAD_BYTES + length++] = 0;
            }
            fillHeader(length, contextId, kind | (last ? LAST : 0));
            machine.request(ProtocolEvent.DATA_REQUEST);
            out.write(pdu, OVERHEAD_BYTES + length);
            if (last) {
                return;
            }
            pdu[OVERHEAD_BYTES] = next[0];
            length = 1 + read(in, pdu, OVERHEAD_BYTES + 1, room - 1);
        }
    }

    private static int read(InputStream in, byte[] bytes, int offset, int length) throws UnreadableObject {
        try {
            return in.readNBytes(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableObject(e);
        }
    }

    private void fillHeader(int length, int contextId, int control) {
        ByteBuffer.wrap(pdu)
                .put((byte) Pdu.DATA)
                .put((byte) 0)
                .putInt(Pdu.PDV_HEADER_BYTES + length)
                .putInt(2 + length)
                .put((byte) contextId)
                .put((byte) control);
    }
}
