package io.dayside.archive;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What this process knows to be indexed of the studies that it saw last, so that it need not ask for each of their
 * instances. Another process may know more; nothing is decided on what is missing here.
 */
@Component
class RecentStudies {

    private static final int MAX_STUDIES = 2_000;
    private static final int MAX_INSTANCES = 200_000;

    private final LinkedHashMap<StudyRef, Known> studies = new LinkedHashMap<>(16, 0.75f, true);
    private int instances;

    /** The committed rows of one study. */
    static final class Known {

        private final String patientId;
        private final String issuer;
        private final boolean accessionKnown;
        private final boolean fetched;
        private final Set<String> series = ConcurrentHashMap.newKeySet();
        private final Set<String> instances = ConcurrentHashMap.newKeySet();

        Known(String patientId, String issuer, boolean accessionKnown, boolean fetched) {
            this.patientId = patientId;
            this.issuer = issuer;
            this.accessionKnown = accessionKnown;
            this.fetched = fetched;
        }

        /** Patient ids must be equal; issuers only where both are given. */
        boolean isOf(InstanceHeader.Patient patient) {
            boolean issuersDiffer =
                    !issuer.isEmpty() && !patient.issuer().isEmpty() && !issuer.equals(patient.issuer());
            return patientId.equals(patient.id()) && !issuersDiffer;
        }

        boolean lacksAccession() {
            return !accessionKnown;
        }

        /** Whether nobody has sent it to be read. */
        boolean isFetched() {
            return fetched;
        }

        boolean hasSeries(String seriesInstanceUid) {
            return series.contains(seriesInstanceUid);
        }
    }

    /** False only if the instance was surely not indexed by this process. */
    boolean mayHold(StudyRef study, String sopInstanceUid) {
        return find(study)
                .map(known -> known.instances.contains(sopInstanceUid))
                .orElse(true);
    }

    /** Whether the study is held, of that patient, and without the instance, as far as this process can know. */
    boolean lacks(StudyRef study, InstanceHeader.Patient patient, String sopInstanceUid) {
        return find(study)
                .map(known -> known.isOf(patient) && !known.instances.contains(sopInstanceUid))
                .orElse(false);
    }

    synchronized Optional<Known> find(StudyRef study) {
        return Optional.ofNullable(studies.get(study));
    }

    /** Adds what a transaction has just committed. */
    synchronized void add(StudyRef study, Known known, Collection<String> series, Collection<String> sopInstanceUids) {
        var kept = studies.putIfAbsent(study, known) == null ? known : studies.get(study);
        if (kept == null) {
            return;
        }
        kept.series.addAll(series);
        int before = kept.instances.size();
        kept.instances.addAll(sopInstanceUids);
        instances += kept.instances.size() - before;
        forgetEldest();
    }

    private void forgetEldest() {
        while (studies.size() > MAX_STUDIES || (instances > MAX_INSTANCES && studies.size() > 1)) {
            forget(studies.firstEntry().getKey());
        }
    }

    /** To be called where rows were removed or changed, or may have been. */
    synchronized void forget(StudyRef study) {
        var known = studies.remove(study);
        if (known != null) {
            instances -= known.instances.size();
        }
    }

    synchronized void forgetAll() {
        studies.clear();
        instances = 0;
    }
}
