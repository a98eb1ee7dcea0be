package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One end of an association that says what it likes when it likes. */
public final class RawPeer implements AutoCloseable {

    private static final int COMMAND = 1;
    private static final int LAST = 2;
    private static final int FRAGMENT_BYTES = 16 * 1024;
    private static final int WAIT_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(WAIT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A message that came; the data set is empty where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Message(int contextId, Attributes command, byte[] dataset) {

        public int status() {
            return command.getInt(Tag.Status, -1);
        }

        public int messageId() {
            return command.getInt(Tag.MessageID, -1);
        }

        public int answers() {
            return command.getInt(Tag.MessageIDBeingRespondedTo, -1);
        }

        public int commandField() {
            return command.getInt(Tag.CommandField, -1);
        }
    }

    /** Connects and associates as user and provider of storage classes; context ids are 1, 3, 5 and so on. */
    public static RawPeer associate(int port, String syntax, String... sopClassUids) throws IOException {
        ClientOptions options = ClientOptions.DEFAULT.withRoles(Stream.of(sopClassUids)
                .filter(UIDs::isStorageSopClass)
                .map(uid -> new RoleSelection(uid, true, true))
                .toArray(RoleSelection[]::new));
        return associate(port, options, syntax, sopClassUids);
    }

    public static RawPeer associate(int port, ClientOptions options, String syntax, String... sopClassUids)
            throws IOException {
        RawPeer peer = new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
        List<PresentationContext> contexts = new ArrayList<>();
        for (String sopClass : sopClassUids) {
            contexts.add(new PresentationContext(contexts.size() * 2 + 1, sopClass, List.of(syntax)));
        }
        UserInformation user = UserInformation.request(FRAGMENT_BYTES, new AsyncWindow(0, 1), options);
        peer.write(new AssociateRequest(1, "ARCHIVE", "PEER", UID.DICOMApplicationContext, contexts, user).toPdu());
        if (peer.readPdu()[0] != Pdu.ASSOCIATE_AC) {
            throw new IOException("not accepted");
        }
        return peer;
    }

    /** Accepts every context in its first syntax, or in the one named, and every role. */
    void accept(@Nullable String transferSyntax) throws IOException {
        AssociateRequest request = readRequest();
        accept(request, transferSyntax, request.user().roles());
    }

    void accept(AssociateRequest request, @Nullable String transferSyntax, List<RoleSelection> roles)
            throws IOException {
        write(new AssociateAccept(
                        request.calledAet(),
                        request.callingAet(),
                        request.contexts().stream()
                                .map(context -> new AssociateAccept.Answer(
                                        context.id(),
                                        AssociateAccept.ACCEPTED,
                                        transferSyntax == null
                                                ? context.transferSyntaxes().getFirst()
                                                : transferSyntax))
                                .toList(),
                        UserInformation.answer(FRAGMENT_BYTES, null, roles, List.of(), null))
                .toPdu());
    }

    AssociateRequest readRequest() throws IOException {
        byte[] pdu = readPdu();
        return AssociateRequest.read(Arrays.copyOfRange(pdu, 6, pdu.length));
    }

    public static Attributes request(DimseOperation operation, int messageId, String sopClassUid, boolean dataset) {
        return Commands.request(operation, messageId, sopClassUid, dataset);
    }

    public static Attributes storeRequest(int messageId, String sopClassUid, String sopInstanceUid) {
        return Commands.storeRequest(messageId, sopClassUid, sopInstanceUid);
    }

    public static Attributes cancel(int messageId) {
        return Commands.cancelRequest(messageId);
    }

    /** The answer to what came. */
    static Attributes answer(Message request, int status, boolean dataset) {
        DimseOperation operation = DimseOperation.of(request.commandField());
        if (operation == null) {
            throw new AssertionError("no request came");
        }
        DimseResponse response = dataset ? DimseResponse.of(status, new Attributes()) : DimseResponse.of(status);
        return Commands.response(operation, request.command(), response);
    }

    public void send(int contextId, Attributes command) throws IOException {
        sendPart(contextId, COMMAND | LAST, Commands.encode(command));
    }

    public void send(int contextId, Attributes command, byte[] dataset) throws IOException {
        send(contextId, command);
        int offset = 0;
        do {
            int length = Math.min(FRAGMENT_BYTES - 6, dataset.length - offset);
            boolean last = offset + length == dataset.length;
            sendPart(contextId, last ? LAST : 0, Arrays.copyOfRange(dataset, offset, offset + length));
            offset += length;
        } while (offset < dataset.length);
    }

    /** One P-DATA-TF with one value. */
    void sendPart(int contextId, int control, byte[] value) throws IOException {
        write(ByteBuffer.allocate(12 + value.length)
                .put((byte) Pdu.DATA)
                .put((byte) 0)
                .putInt(6 + value.length)
                .putInt(2 + value.length)
                .put((byte) contextId)
                .put((byte) control)
                .put(value)
                .array());
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next message; an end of the association comes as EOFException. */
    public Message receive() throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        int contextId = receiveParts(COMMAND, command);
        try {
            Attributes attributes = new DicomInput(
                            new ByteArrayInputStream(command.toByteArray()),
                            TransferSyntax.IMPLICIT_LITTLE,
                            DicomLimits.DEFAULT)
                    .readDataset();
            ByteArrayOutputStream dataset = new ByteArrayOutputStream();
            if (Commands.hasDataset(attributes)) {
                receiveParts(0, dataset);
            }
            return new Message(contextId, attributes, dataset.toByteArray());
        } catch (MalformedDataset e) {
            throw new IOException(e);
        }
    }

    /** Values up to the last one, each of which is alone in its PDU as this kernel sends them. */
    private int receiveParts(int kind, ByteArrayOutputStream out) throws IOException {
        while (true) {
            byte[] pdu = readPdu();
            if (pdu[0] != Pdu.DATA) {
                throw new EOFException("PDU of type " + pdu[0]);
            }
            if ((pdu[11] & COMMAND) != kind) {
                throw new AssertionError("data value out of turn");
            }
            out.write(pdu, 12, pdu.length - 12);
            if ((pdu[11] & LAST) != 0) {
                return pdu[10];
            }
        }
    }

    /** Header and body. */
    byte[] readPdu() throws IOException {
        byte[] header = in.readNBytes(6);
        if (header.length < 6) {
            throw new EOFException("connection closed");
        }
        int length = ByteBuffer.wrap(header).getInt(2);
        byte[] pdu = Arrays.copyOf(header, 6 + length);
        in.readFully(pdu, 6, length);
        return pdu;
    }

    /** Whether the other side aborts next. */
    public boolean isAborted() throws IOException {
        try {
            while (true) {
                int type = readPdu()[0];
                if (type != Pdu.DATA) {
                    return type == Pdu.ABORT;
                }
            }
        } catch (EOFException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
