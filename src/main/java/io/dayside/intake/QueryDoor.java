package io.dayside.intake;

import io.dayside.archive.ArchiveQuery;
import io.dayside.archive.ArchiveSearch;
import io.dayside.archive.SearchResult;
import io.dayside.archive.UnusableQuery;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
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
import io.dayside.tenancy.TenantScope;
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

    private final ArchiveCallers callers;
    private final ArchiveSearch search;

    QueryDoor(ArchiveCallers callers, ArchiveSearch search) {
        this.callers = callers;
        this.search = search;
    }

    @Override
    public Stream<Attributes> find(FindRequest request) throws IOException {
        var asking = callers.require(request.association(), Hospital.Permission.QUERY);
        var hospital = asking.hospital();
        var level = ModelLevel.of(request.sopClassUid(), request.keys());
        callers.record(
                asking,
                AuditEvent.of(
                        hospital.id(),
                        AuditAction.ARCHIVE_SEARCHED,
                        "archive:" + level.name().toLowerCase(Locale.ROOT),
                        Map.of("by", "C-FIND", "keys", words(request.keys()))));
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
            throw new DimseFailure(ModelLevel.statusOf(e, Status.OutOfResources), String.valueOf(e.getMessage()));
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

    private static Attributes answer(Hospital hospital, Attributes keys, Attributes match) {
        match.setString(Tag.RetrieveAETitle, VR.AE, hospital.aeTitle());
        return Matching.answer(keys, match);
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
