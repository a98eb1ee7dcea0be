package io.dayside.intake;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far the hospitals' studies have arrived. Methods join the running transaction. */
public interface StudyArrivals {

    /** Empty where nothing of the study has come. */
    Optional<StudyArrival> of(StudyRef study);

    /**
     * Studies of these hospitals that are being received, those first of which nothing has come for longest. What was
     * fetched for comparison alone is none of them.
     *
     * @param limit most studies to return
     */
    List<ReceivingStudy> receiving(Set<TenantId> hospitals, int limit);

    /** Empty where the study is complete, or none that has to be. */
    Optional<ReceivingStudy> receiving(StudyRef study);

    /**
     * Makes a study complete at the word of whoever is acting.
     *
     * @return whether it was not complete before
     */
    boolean complete(StudyRef study);
}
