package io.dayside.demo;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.ContextNotAccepted;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A device that sends objects to a hospital's archive. Associates when first needed, and again for another kind of
 * object or after a connection was lost.
 */
final class StoreLine implements AutoCloseable {

    /** SOP class and transfer syntax of an object. */
    record Kind(String sopClassUid, String transferSyntaxUid) {}

    /** PS3.8 9.3.2.2: context ids are odd and at most 255. */
    private static final int MAX_CONTEXTS = 128;

    private final InetSocketAddress address;
    private final String callingAet;
    private final String calledAet;
    private final List<Kind> kinds;
    private final Map<Integer, DimseClient> clients = new HashMap<>();

    StoreLine(InetSocketAddress address, String callingAet, String calledAet, Collection<Kind> kinds) {
        this.address = address;
        this.callingAet = callingAet;
        this.calledAet = calledAet;
        this.kinds = List.copyOf(kinds);
    }

    /** Associates for the first kinds, so that a wrong address or title is known before anything is sent. */
    void open() throws IOException {
        client(0);
    }

    private DimseClient client(int group) throws IOException {
        DimseClient known = clients.get(group);
        if (known != null) {
            return known;
        }
        Map<String, Set<String>> proposed = new HashMap<>();
        kinds.subList(group * MAX_CONTEXTS, Math.min(kinds.size(), (group + 1) * MAX_CONTEXTS))
                .forEach(kind -> proposed.computeIfAbsent(kind.sopClassUid(), _ -> new LinkedHashSet<>())
                        .add(kind.transferSyntaxUid()));
        DimseClient fresh = DimseClient.connect(
                new InetSocketAddress(address.getHostString(), address.getPort()),
                callingAet,
                calledAet,
                PresentationContext.forEach(proposed));
        clients.put(group, fresh);
        return fresh;
    }

    /**
     * What became of one object.
     *
     * @param remark why it was not stored, or was kept aside; in words without patient data, empty when all is well
     */
    record Answer(boolean stored, String remark) {

        private static Answer lost(String remark) {
            return new Answer(false, remark);
        }
    }

    Answer store(Kind kind, String sopInstanceUid, InputStream dataset) throws IOException {
        int group = kinds.indexOf(kind) / MAX_CONTEXTS;
        DimseClient client = client(group);
        try {
            return answer(client.store(kind.sopClassUid(), sopInstanceUid, kind.transferSyntaxUid(), dataset));
        } catch (ContextNotAccepted _) {
            return Answer.lost("presentation context rejected: the receiver does not take %s as %s"
                    .formatted(UID.nameOf(kind.sopClassUid()), UID.nameOf(kind.transferSyntaxUid())));
        } catch (IOException e) {
            clients.remove(group);
            client.close();
            return Answer.lost("association lost while sending: " + e.getMessage());
        }
    }

    private static Answer answer(StoreResponse response) {
        if (response.status() == Status.Success) {
            return new Answer(true, "");
        }
        String comment = response.errorComment();
        return new Answer(
                response.isStored(),
                "status 0x%04X: %s%s"
                        .formatted(
                                response.status(),
                                meaning(response.status()),
                                comment == null || comment.isBlank() ? "" : " (" + comment.strip() + ")"));
    }

    /** PS3.4 table B.2-1 and PS3.7 Annex C. */
    static String meaning(int status) {
        return switch (status & 0xFF00) {
            case 0xA700 -> "out of resources";
            case 0xA900 -> "data set does not match its SOP class";
            default ->
                switch (status) {
                    case 0x0110 -> "processing failure";
                    case 0x0117 -> "invalid object instance";
                    case 0x0122 -> "SOP class not supported";
                    case 0x0124 -> "not authorized";
                    case 0x0210 -> "duplicate invocation";
                    case 0x0211 -> "unrecognized operation";
                    case 0x0212 -> "mistyped argument";
                    default ->
                        switch (status & 0xF000) {
                            case 0xC000 -> "cannot understand";
                            case 0xB000 -> "taken with a warning";
                            default -> "failure";
                        };
                };
        };
    }

    /** Sends objects made here, in explicit VR little endian, over an association of their own. */
    static void sendAll(InetSocketAddress address, String callingAet, String calledAet, List<Attributes> objects)
            throws IOException {
        var kinds = objects.stream().map(StoreLine::kind).distinct().toList();
        try (var line = new StoreLine(address, callingAet, calledAet, kinds)) {
            for (Attributes object : objects) {
                Answer answer = line.store(kind(object), object.getString(Tag.SOPInstanceUID, ""), encoded(object));
                if (!answer.stored()) {
                    throw new IOException(answer.remark());
                }
            }
            line.release();
        }
    }

    static Kind kind(Attributes object) {
        return new Kind(object.getString(Tag.SOPClassUID, ""), UID.ExplicitVRLittleEndian);
    }

    static InputStream encoded(Attributes object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.of(UID.ExplicitVRLittleEndian), object);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    void release() throws IOException {
        for (DimseClient client : clients.values()) {
            client.release();
        }
        clients.clear();
    }

    @Override
    public void close() {
        clients.values().forEach(DimseClient::close);
        clients.clear();
    }

    /** What a failed start of an association means, in one line. */
    static String connectProblem(IOException e, InetSocketAddress address) {
        String where = address.getHostString() + ":" + address.getPort();
        return switch (e) {
            case UnknownHostException _ -> "host %s is unknown".formatted(address.getHostString());
            case ConnectException _ -> "nobody listens at %s".formatted(where);
            default -> "%s: %s".formatted(where, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        };
    }
}
