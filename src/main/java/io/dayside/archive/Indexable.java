package io.dayside.archive;

import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import java.time.Instant;

/**
 * An object in its place, with all that the index says of it.
 *
 * @param at when it was received, in whole microseconds, as PostgreSQL keeps them
 * @param actor in whose name it is indexed
 */
record Indexable(
        TenantId tenant,
        String facility,
        String sender,
        String transferSyntaxUid,
        InstanceHeader header,
        StoredObject object,
        Instant at,
        Actor actor) {

    StudyRef study() {
        return new StudyRef(tenant, header.studyInstanceUid());
    }
}
