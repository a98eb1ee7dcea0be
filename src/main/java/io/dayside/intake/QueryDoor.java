package io.dayside.intake;

import io.dayside.archive.ArchiveQuery;
import io.dayside.archive.ArchiveSearch;
import io.dayside.archive.SearchLevel;
import io.dayside.archive.SearchResult;
import io.dayside.archive.UnusableQuery;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.service.FindHandler;
import io.dayside.dicom.service.FindRequest;
import io.dayside.dicom.service.Matching;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is answered to C-FIND, PS3.4 C.4.1: the called hospital's archive, for senders that may query. Keys of levels
 * above need not be unique ones, as in relational queries.
 */
@Component
class QueryDoor implements FindHandler {

    static final Set<String> MODELS =
            Set.of(UID.PatientRootQueryRetrieveInformationModelFind, UID.StudyRootQueryRetrieveInformationModelFind);

    /** As many as a person looks through; whoever gets them all is told that there may be more. */
    static final int MAX_MATCHES = 5000;

    private static final int PAGE = 200;

    private final Tenants tenants;
    private final ArchiveSearch search;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    QueryDoor(Tenants tenants, ArchiveSearch search, AuditTrail trail, PlatformTransactionManager transactions) {
        this.tenants = tenants;
        this.search = search;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Stream<Attributes> find(FindRequest request) throws IOException {
        var association = request.association();
        var hospital = tenants.byCalledAeTitle(association.calledAet())
                .orElseThrow(() -> new DimseFailure(Status.NotAuthorized, "hospital out of service"));
        var mayQuery = hospital.sender(association.callingAet())
                .filter(sender -> sender.may(Hospital.Permission.QUERY))
                .isPresent();
        if (!mayQuery) {
            record(hospital, association.callingAet(), AuditEvent::refused, AuditAction.ACCESS_REFUSED, "query", "");
            throw new DimseFailure(Status.NotAuthorized, "this AE title may not query");
        }
        var level = level(request);
        record(
                hospital,
                association.callingAet(),
                AuditEvent::of,
                AuditAction.ARCHIVE_SEARCHED,
                level.name().toLowerCase(Locale.ROOT),
                words(request.keys()));
        var first = page(new ArchiveQuery(hospital.id(), level, request.keys(), false, false, 0, PAGE));
        return Stream.iterate(first, Objects::nonNull, QueryDoor.this::next)
                .flatMap(page -> page.result().matches().stream())
                .map(match -> answer(hospital, request.keys(), match));
    }

    private record Page(ArchiveQuery query, SearchResult result) {}

    private Page page(ArchiveQuery query) throws DimseFailure {
        try {
            return new Page(query, TenantScope.call(query.tenant(), () -> search.search(query)));
        } catch (UnusableQuery e) {
            throw new DimseFailure(statusOf(e), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Page next(Page page) {
        if (!page.result().more()) {
            return null;
        }
        try {
            return page(page.query().from(page.query().offset() + PAGE));
        } catch (DimseFailure e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PS3.4 table C.4-1. */
    private static int statusOf(UnusableQuery refusal) {
        return switch (refusal.problem()) {
            case TAKES_TOO_LONG, TOO_MANY_VALUES -> Status.OutOfResources;
            case NOT_A_DATE, NOT_A_TIME, NOT_A_NUMBER, NOT_A_UID, NOT_TEXT, TOO_LONG ->
                Status.DataSetDoesNotMatchSOPClass;
        };
    }

    private static SearchLevel level(FindRequest request) throws DimseFailure {
        var level = switch (request.keys().getString(Tag.QueryRetrieveLevel, "")) {
            case "PATIENT" -> SearchLevel.PATIENT;
            case "STUDY" -> SearchLevel.STUDY;
            case "SERIES" -> SearchLevel.SERIES;
            case "IMAGE" -> SearchLevel.INSTANCE;
            default -> null;
        };
        boolean patientRoot = request.sopClassUid().equals(UID.PatientRootQueryRetrieveInformationModelFind);
        if (level == null || (level == SearchLevel.PATIENT && !patientRoot)) {
            throw new DimseFailure(Status.DataSetDoesNotMatchSOPClass, "no level of this information model");
        }
        return level;
    }

    private static Attributes answer(Hospital hospital, Attributes keys, Attributes match) {
        match.setString(Tag.RetrieveAETitle, VR.AE, hospital.aeTitle());
        return Matching.answer(keys, match);
    }

    private interface Kind {
        AuditEvent of(TenantId tenant, AuditAction action, String object, Map<String, String> details);
    }

    private void record(
            Hospital hospital, String callingAet, Kind kind, AuditAction action, String level, String keys) {
        var event = kind.of(hospital.id(), action, "archive:" + level, Map.of("by", "C-FIND", "keys", keys));
        TenantScope.run(
                hospital.id(),
                () -> Actor.run(
                        Actor.device(callingAet), () -> transaction.executeWithoutResult(_ -> trail.append(event))));
    }

    /** Which keys, never what they ask for. */
    private static String words(Attributes keys) {
        return StreamSupport.stream(keys.spliterator(), false)
                .filter(key -> !key.isEmpty())
                .map(Element::tag)
                .filter(tag -> tag != Tag.SpecificCharacterSet && tag != Tag.QueryRetrieveLevel)
                .map(tag -> {
                    var keyword = ElementDictionary.keywordOf(tag);
                    return keyword.isEmpty() ? Tag.toString(tag) : keyword;
                })
                .limit(20)
                .collect(Collectors.joining(", "));
    }
}
