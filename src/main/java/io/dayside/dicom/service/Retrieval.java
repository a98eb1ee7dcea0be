package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.SubOperations;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The suboperations of one C-MOVE or C-GET and what is answered meanwhile, PS3.4 C.4.2 and C.4.3. */
final class Retrieval {

    private static final Logger LOG = System.getLogger(Retrieval.class.getName());

    private final DimseExchange exchange;
    private final List<String> failed = new ArrayList<>();
    private final Set<String> stored = new HashSet<>();
    private SubOperations counts;

    Retrieval(DimseExchange exchange, int objects) {
        this.exchange = exchange;
        this.counts = new SubOperations(objects, 0, 0, 0);
    }

    /** Sends the objects and reports after each. Returns false if the peer cancelled meanwhile. */
    boolean send(List<? extends Retrievable> objects, ObjectSender sender) throws IOException {
        for (Retrievable object : objects) {
            if (exchange.isCancelled()) {
                return false;
            }
            count(object, send(object, sender));
            if (counts.remaining() > 0) {
                exchange.respond(DimseResponse.of(Status.Pending).with(counts));
            }
        }
        return true;
    }

    private static int send(Retrievable object, ObjectSender sender) throws IOException {
        for (String syntax : object.transferSyntaxUids()) {
            if (sender.canStore(object.sopClassUid(), syntax)) {
                try (InputStream dataset = open(object, syntax)) {
                    return dataset == null
                            ? Status.ProcessingFailure
                            : sender.store(object.sopClassUid(), object.sopInstanceUid(), syntax, dataset)
                                    .status();
                }
            }
        }
        return Status.SOPClassNotSupported;
    }

    /** Null for an object that cannot be read. */
    private static @Nullable InputStream open(Retrievable object, String syntax) {
        try {
            return object.open(syntax);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "An object could not be read for retrieval", e);
            return null;
        }
    }

    private void count(Retrievable object, int status) {
        counts = counts.after(status);
        if (Status.isStored(status)) {
            stored.add(object.sopInstanceUid());
        } else {
            failed.add(object.sopInstanceUid());
        }
    }

    /** SOP Instance UIDs of what the receiver has by now. */
    Set<String> stored() {
        return Set.copyOf(stored);
    }

    /** What could not even be tried. */
    void fail(List<? extends Retrievable> objects) {
        objects.forEach(object -> count(object, Status.ProcessingFailure));
    }

    DimseResponse end() {
        boolean clean = counts.failed() == 0 && counts.warning() == 0;
        int status = clean ? Status.Success : Status.SubOperationsWithFailures;
        boolean nothingSent = counts.failed() > 0 && counts.completed() + counts.warning() == 0;
        return response(nothingSent ? Status.UnableToPerformSubOperations : status);
    }

    DimseResponse cancelled() {
        return response(Status.Cancel);
    }

    private DimseResponse response(int status) {
        DimseResponse response = failed.isEmpty()
                ? DimseResponse.of(status)
                : DimseResponse.of(
                        status,
                        new Attributes().setString(Tag.FailedSOPInstanceUIDList, VR.UI, failed.toArray(String[]::new)));
        return response.with(counts);
    }
}
