package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchiveQuery;
import io.dayside.archive.ArchiveSearch;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.Conversions;
import io.dayside.archive.SearchLevel;
import io.dayside.archive.StudyRef;
import io.dayside.archive.UnusableQuery;
import io.dayside.archive.WholeObjects;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import io.dayside.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The objects that the unique keys of a retrieval name, PS3.4 C.4.2.2.1. The key of the level must have a value; those of
 * the levels above narrow it where they have one.
 */
@Component
class RequestedObjects {

    /** More than any study has; a retrieval of more is refused rather than held in memory. */
    static final int MAX_OBJECTS = 100_000;

    private static final List<Integer> UNIQUE_KEYS =
            List.of(Tag.PatientID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID);

    private final ArchiveSearch search;
    private final Archive archive;
    private final WholeObjects objects;
    private final Conversions conversions;

    RequestedObjects(ArchiveSearch search, Archive archive, WholeObjects objects, Conversions conversions) {
        this.search = search;
        this.archive = archive;
        this.objects = objects;
        this.conversions = conversions;
    }

    /** Within the tenant's scope. Series by series, in the order of the stack. */
    List<ArchivedObject> find(TenantId tenant, String sopClassUid, Attributes keys) throws DimseFailure, UnusableQuery {
        var level = ModelLevel.of(sopClassUid, keys);
        var unique = uniqueKeys(level, keys);
        var found = new ArrayList<ArchivedObject>();
        for (var study : studies(tenant, level, unique)) {
            archive.instances(new StudyRef(tenant, study)).stream()
                    .filter(instance -> isNamed(instance, unique))
                    .map(instance -> new ArchivedObject(instance, objects, conversions))
                    .forEach(found::add);
            if (found.size() > MAX_OBJECTS) {
                throw new DimseFailure(Status.UnableToCalculateNumberOfMatches, "too many objects for one retrieval");
            }
        }
        return found;
    }

    private static Attributes uniqueKeys(SearchLevel level, Attributes keys) throws DimseFailure {
        var unique = new Attributes();
        for (int tag : uniqueKeysDownTo(level)) {
            if (keys.containsValue(tag)) {
                unique.setString(tag, tag == Tag.PatientID ? VR.LO : VR.UI, keys.getStrings(tag));
            }
        }
        if (!unique.containsValue(uniqueKeysDownTo(level).getLast())) {
            throw new DimseFailure(Status.DataSetDoesNotMatchSOPClass, "unique key of the level is missing");
        }
        var patient = unique.getStrings(Tag.PatientID);
        if (patient.length > 1 || Arrays.stream(patient).anyMatch(id -> id.contains("*") || id.contains("?"))) {
            throw new DimseFailure(Status.DataSetDoesNotMatchSOPClass, "Patient ID must be a single value");
        }
        return unique;
    }

    private static List<Integer> uniqueKeysDownTo(SearchLevel level) {
        return switch (level) {
            case PATIENT -> UNIQUE_KEYS.subList(0, 1);
            case STUDY -> UNIQUE_KEYS.subList(0, 2);
            case SERIES -> UNIQUE_KEYS.subList(0, 3);
            case INSTANCE -> UNIQUE_KEYS;
        };
    }

    private Set<String> studies(TenantId tenant, SearchLevel level, Attributes unique) throws UnusableQuery {
        var studies = new LinkedHashSet<String>();
        var lowest = level == SearchLevel.PATIENT ? SearchLevel.STUDY : level;
        for (int offset = 0; offset < MAX_OBJECTS; offset += ArchiveQuery.MAX_LIMIT) {
            var page = search.search(
                    new ArchiveQuery(tenant, lowest, unique, false, false, offset, ArchiveQuery.MAX_LIMIT));
            page.matches().forEach(match -> studies.add(match.getString(Tag.StudyInstanceUID, "")));
            if (!page.more()) {
                break;
            }
        }
        return studies;
    }

    private static boolean isNamed(ArchivedInstance instance, Attributes unique) {
        return isNamed(instance.seriesInstanceUid(), unique, Tag.SeriesInstanceUID)
                && isNamed(instance.sopInstanceUid(), unique, Tag.SOPInstanceUID);
    }

    private static boolean isNamed(String uid, Attributes unique, int tag) {
        return !unique.containsValue(tag)
                || Arrays.asList(unique.getStrings(tag)).contains(uid);
    }
}
