package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What a study holds, counted in the index. */
public interface StudyContents {

    /** Modality (0008,0060) of each series, by Series Instance UID. */
    Map<String, String> modalityBySeries(StudyRef study);

    /** How many of these SOP instances the tenant's archive holds, in whichever study. */
    int held(TenantId tenant, Set<String> sopInstanceUids);

    /** How many instances the study holds beside these. */
    int heldBeside(StudyRef study, Set<String> sopInstanceUids);

    /** Studies of the tenant that hold a series of these. */
    Set<StudyRef> withSeries(TenantId tenant, Collection<String> seriesInstanceUids);

    /** How many instances of the study were received later than that. */
    int receivedAfter(StudyRef study, Instant moment);
}
