package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * An object kept aside because it contradicts what is held.
 *
 * @param study to which it says it belongs
 * @param sha256 of the data set in hexadecimal; tells it from others kept aside under the same SOP Instance UID
 * @param patientId of the patient of whom it says it is; empty where it does not say
 */
public record QuarantinedInstance(
        StudyRef study,
        String sopInstanceUid,
        String sha256,
        StoreOutcome.Reason reason,
        String patientId,
        String issuerOfPatientId,
        String sender,
        long bytes,
        Instant receivedAt) {

    /** Names one object kept aside. */
    public record Id(TenantId tenant, String sopInstanceUid, String sha256) {}

    public Id id() {
        return new Id(study.tenant(), sopInstanceUid, sha256);
    }

    /**
     * This object, then those about which whoever has looked at this one may decide the same: of the same study, reason
     * and named patient, and of each SOP Instance UID only what came last. Where this object is not what came last, there
     * are no others.
     *
     * @param waiting all that wait for a decision
     */
    public List<QuarantinedInstance> withAlike(Collection<QuarantinedInstance> waiting) {
        var newest = new HashMap<String, QuarantinedInstance>();
        for (var other : waiting) {
            if (study.equals(other.study) && reason == other.reason) {
                newest.merge(other.sopInstanceUid, other, QuarantinedInstance::later);
            }
        }
        var alike = new ArrayList<>(List.of(this));
        if (later(this, newest.getOrDefault(sopInstanceUid, this)).equals(this)) {
            newest.remove(sopInstanceUid);
            newest.values().stream()
                    .filter(this::isOfSamePatient)
                    .sorted(Comparator.comparing(QuarantinedInstance::receivedAt)
                            .thenComparing(QuarantinedInstance::sopInstanceUid))
                    .forEach(alike::add);
        }
        return List.copyOf(alike);
    }

    /** Objects that name no patient may be of anybody. */
    private boolean isOfSamePatient(QuarantinedInstance other) {
        return !patientId.isBlank()
                && patientId.equals(other.patientId)
                && issuerOfPatientId.equals(other.issuerOfPatientId);
    }

    private static QuarantinedInstance later(QuarantinedInstance one, QuarantinedInstance other) {
        return other.receivedAt.isAfter(one.receivedAt) ? other : one;
    }
}
