package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages from the presentation data values of P-DATA-TF PDUs, PS3.8 9.3.5 and Annex E. Nothing is collected but the
 * command set; data sets stream through.
 */
final class PdvReader {

    private static final int MAX_COMMAND_BYTES = 64 * 1024;
    private static final int PIECE_BYTES = 128 * 1024;
    private static final int LAST = 2;
    private static final int COMMAND = 1;

    private final TimedInput in;
    private final ProtocolMachine machine;
    private final int maxPduBytes;
    private final Duration wait;
    private final IntPredicate acceptedContext;

    /** Made once a data set is passed on, and used for all of the association. */
    private byte @Nullable [] pieces;

    private int pduLeft;
    private int pdvLeft;
    private int contextId;
    private int control;
    private boolean datasetBroken;

    /**
     * @param maxPduBytes longest body taken
     * @param wait longest time spent waiting for one PDU
     */
    PdvReader(TimedInput in, ProtocolMachine machine, int maxPduBytes, Duration wait, IntPredicate acceptedContext) {
        this.in = in;
        this.machine = machine;
        this.maxPduBytes = maxPduBytes;
        this.wait = wait;
        this.acceptedContext = acceptedContext;
    }

    /** Whether the beginning of something has come. */
    boolean hasInput() throws IOException {
        return pduLeft > 0 || in.hasInput();
    }

    /** Whether a data set broke off while it was read. */
    boolean isDatasetBroken() {
        return datasetBroken;
    }

    /** A command set and the context that it came in. */
    record Message(int contextId, Attributes command) {}

    /** The next command; null when the peer asks for release. */
    @Nullable
    Message nextMessage() throws IOException {
        if (pduLeft == 0 && !startPdu(true)) {
            return null;
        }
        startPdv();
        int context = contextId;
        ByteArrayOutputStream command = new ByteArrayOutputStream(256);
        while (true) {
            requirePdv(context, COMMAND);
            if (command.size() + pdvLeft > MAX_COMMAND_BYTES) {
                throw new ProtocolViolation(Reason.INVALID_PARAMETER, "command set is too long");
            }
            byte[] part = new byte[pdvLeft];
            in.readFully(part);
            pdvLeft = 0;
            command.writeBytes(part);
            if ((control & LAST) != 0) {
                return new Message(context, parse(command.toByteArray()));
            }
            continuePdu();
            startPdv();
        }
    }

    private static Attributes parse(byte[] command) throws ProtocolViolation {
        try {
            return new DicomInput(command, TransferSyntax.IMPLICIT_LITTLE, DicomLimits.DEFAULT).readDataset();
        } catch (MalformedDataset | IOException e) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "command set is malformed: " + e.getMessage());
        }
    }

    /** The data set that follows the command in the same context. Read or drain it before the next message. */
    InputStream dataset(int context) {
        return new DatasetStream(context);
    }

    private byte[] pieces() {
        byte[] made = pieces;
        if (made == null) {
            made = new byte[PIECE_BYTES];
            pieces = made;
        }
        return made;
    }

    private void requirePdv(int context, int kind) throws ProtocolViolation {
        if (contextId != context || (control & COMMAND) != kind) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "data value out of turn");
        }
    }

    private void continuePdu() throws IOException {
        if (pduLeft == 0) {
            startPdu(false);
        }
    }

    /** Whether a P-DATA-TF began; false for a release request where one is allowed. */
    private boolean startPdu(boolean releaseAllowed) throws IOException {
        in.allow(wait);
        int type = in.readByte();
        in.readByte();
        int length = in.readInt();
        machine.received(type);
        if (type == Pdu.DATA) {
            if (length < Pdu.PDV_HEADER_BYTES || length > maxPduBytes) {
                throw new ProtocolViolation(Reason.INVALID_PARAMETER, "P-DATA-TF length");
            }
            pduLeft = length;
            return true;
        }
        if (length != 4) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "length of a release or abort PDU");
        }
        int source = in.readInt();
        if (type == Pdu.ABORT) {
            throw AssociationAborted.byPeer(source >> 8 & 0xFF, source & 0xFF);
        }
        if (!releaseAllowed) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PDU, "release amid a message");
        }
        return false;
    }

    private void startPdv() throws IOException {
        if (pduLeft < Pdu.PDV_HEADER_BYTES) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "PDV is cut short");
        }
        int length = in.readInt();
        if (length < 2 || length > pduLeft - 4) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "PDV length");
        }
        contextId = in.readByte();
        control = in.readByte();
        pduLeft -= 4 + length;
        pdvLeft = length - 2;
        if (!acceptedContext.test(contextId)) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "context was not accepted");
        }
    }

    private final class DatasetStream extends InputStream {

        private final int context;
        private boolean started;

        /** Thrown again by each further read, so that no reader can mistake it for the end. */
        private @Nullable IOException failure;

        DatasetStream(int context) {
            this.context = context;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (failure != null) {
                throw failure;
            }
            try {
                return receive(bytes, offset, length);
            } catch (EOFException e) {
                datasetBroken = true;
                failure = new ConnectionLost(e);
                throw failure;
            } catch (IOException e) {
                datasetBroken = true;
                failure = e;
                throw e;
            }
        }

        /** In pieces larger than the 16 KiB of others, since each is a call into the system. */
        @Override
        public long transferTo(OutputStream out) throws IOException {
            long transferred = 0;
            while (!isOver()) {
                byte[] buffer = pieces();
                int count = read(buffer, 0, buffer.length);
                if (count > 0) {
                    out.write(buffer, 0, count);
                    transferred += count;
                }
            }
            return transferred;
        }

        private boolean isOver() {
            return started && pdvLeft == 0 && (control & LAST) != 0;
        }

        private int receive(byte[] bytes, int offset, int length) throws IOException {
            while (pdvLeft == 0) {
                if (isOver()) {
                    return -1;
                }
                continuePdu();
                startPdv();
                requirePdv(context, 0);
                started = true;
            }
            int count = in.read(bytes, offset, Math.min(length, pdvLeft));
            pdvLeft -= count;
            return count;
        }
    }
}
