package io.dayside.planning;

import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.ReadingRights.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A case as it was. Nothing of it leads to a patient.
 *
 * @param facility code, unique within the hospital
 * @param jurisdiction whose licence its reader needed
 * @param flagged whether a model found something critical in it
 * @param target promised from complete study to signed report
 * @param reading from the first opening to the signature; empty where it is not signed
 */
record PastCase(
        TenantId hospital,
        String facility,
        String jurisdiction,
        Kind kind,
        Priority priority,
        boolean flagged,
        Instant completeAt,
        Duration target,
        Optional<Duration> reading) {

    /** How the simulation calls its place: whoever has it among their regions may read for the facility. */
    String region() {
        return hospital.code() + "/" + facility;
    }
}
