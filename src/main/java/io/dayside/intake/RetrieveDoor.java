package io.dayside.intake;

import io.dayside.archive.StudyRef;
import io.dayside.archive.UnusableQuery;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.service.MoveDestination;
import io.dayside.dicom.service.MoveDestinations;
import io.dayside.dicom.service.Retrievable;
import io.dayside.dicom.service.RetrieveHandler;
import io.dayside.dicom.service.RetrieveRequest;
import io.dayside.intake.ArchiveCallers.Asking;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What is given out by C-MOVE and C-GET, PS3.4 C.4.2 and C.4.3: the called hospital's objects, to senders that may
 * retrieve, and to destinations that the same hospital's configuration names. Who asked, what of which study goes where
 * and what arrived stands in the trail; the first before anything is sent.
 */
@Component
class RetrieveDoor implements RetrieveHandler, MoveDestinations {

    private static final Logger log = LoggerFactory.getLogger(RetrieveDoor.class);

    static final Set<String> MOVE_MODELS =
            Set.of(UID.PatientRootQueryRetrieveInformationModelMove, UID.StudyRootQueryRetrieveInformationModelMove);

    static final Set<String> GET_MODELS =
            Set.of(UID.PatientRootQueryRetrieveInformationModelGet, UID.StudyRootQueryRetrieveInformationModelGet);

    private final ArchiveCallers callers;
    private final RequestedObjects requested;
    private final HospitalCalls calls;

    RetrieveDoor(ArchiveCallers callers, RequestedObjects requested, HospitalCalls calls) {
        this.callers = callers;
        this.requested = requested;
        this.calls = calls;
    }

    @Override
    public @Nullable MoveDestination find(String aeTitle, AssociationInfo association) throws IOException {
        var asking = callers.require(association, Hospital.Permission.RETRIEVE);
        var destination = asking.hospital().destination(aeTitle).orElse(null);
        if (destination == null) {
            callers.refuse(
                    asking,
                    "archive:retrieve",
                    Map.of("by", "C-MOVE", "because", "destination", "to", DicomDoor.printable(aeTitle)));
            return null;
        }
        return new MoveDestination(aeTitle, HospitalCalls.address(destination), calls.options(destination));
    }

    @Override
    public List<ArchivedObject> retrieve(RetrieveRequest request) throws IOException {
        var asking = callers.require(request.association(), Hospital.Permission.RETRIEVE);
        var objects = TenantScope.call(asking.hospital().id(), () -> find(asking, request));
        callers.record(asking, requestedEvents(asking, request, objects));
        return objects;
    }

    private static AuditEvent[] requestedEvents(Asking asking, RetrieveRequest request, List<ArchivedObject> objects) {
        if (objects.isEmpty()) {
            var details = new TreeMap<>(details(request, 0));
            details.put("level", request.keys().getString(Tag.QueryRetrieveLevel, ""));
            return new AuditEvent[] {
                AuditEvent.of(
                        asking.hospital().id(),
                        AuditAction.INSTANCES_REQUESTED,
                        "archive:retrieve",
                        Map.copyOf(details))
            };
        }
        return events(request, AuditAction.INSTANCES_REQUESTED, countByStudy(objects));
    }

    private List<ArchivedObject> find(Asking asking, RetrieveRequest request) throws DimseFailure {
        try {
            return requested.find(asking.hospital().id(), request.sopClassUid(), request.keys());
        } catch (UnusableQuery e) {
            throw new DimseFailure(
                    ModelLevel.statusOf(e, Status.UnableToCalculateNumberOfMatches), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void ended(RetrieveRequest request, List<? extends Retrievable> objects, Set<String> stored) {
        var sent = objects.stream()
                .filter(object -> stored.contains(object.sopInstanceUid()))
                .map(ArchivedObject.class::cast)
                .toList();
        var counts =
                countByStudy(objects.stream().map(ArchivedObject.class::cast).toList());
        counts.replaceAll((_, _) -> 0);
        counts.putAll(countByStudy(sent));
        if (counts.isEmpty()) {
            return;
        }
        try {
            callers.record(
                    counts.keySet().iterator().next().tenant(),
                    request.association().callingAet(),
                    events(request, AuditAction.INSTANCES_SENT, counts));
        } catch (DataAccessException | TransactionException e) {
            log.error("what a retrieval sent could not be written to the trail: {}", e.toString());
        }
    }

    private static Map<StudyRef, Integer> countByStudy(List<ArchivedObject> objects) {
        var counts = new LinkedHashMap<StudyRef, Integer>();
        objects.forEach(object -> counts.merge(object.study(), 1, Integer::sum));
        return counts;
    }

    private static AuditEvent[] events(RetrieveRequest request, AuditAction action, Map<StudyRef, Integer> counts) {
        return counts.entrySet().stream()
                .map(study -> AuditEvent.of(
                        study.getKey().tenant(),
                        action,
                        "study:" + study.getKey().studyInstanceUid(),
                        details(request, study.getValue())))
                .toArray(AuditEvent[]::new);
    }

    private static Map<String, String> details(RetrieveRequest request, int instances) {
        return Map.of(
                "by",
                MOVE_MODELS.contains(request.sopClassUid()) ? "C-MOVE" : "C-GET",
                "to",
                request.receivingAet(),
                "instances",
                Integer.toString(instances));
    }
}
