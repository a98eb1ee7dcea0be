package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** Whether the archive can answer for objects, so that whoever sent them may delete them. */
public interface Safekeeping {

    /** What is known of an object by its identifiers. */
    enum State {
        /** Indexed, and every byte is the one that was received. */
        SAFE,
        /** No such instance is held. */
        ABSENT,
        /** The instance is held, but is of another SOP class. */
        OTHER_CLASS,
        /** It is held, but its bytes are not those that were received, or cannot be read. */
        DAMAGED
    }

    /**
     * Reads the stored object to its end and compares it with the digest taken when it came. What differs is marked, is no
     * longer served, and stands in the trail. Within the tenant's scope, outside of any transaction.
     *
     * @throws ObjectsUnreachable when nobody can say at present; asking again later helps
     */
    State check(TenantId tenant, String sopClassUid, String sopInstanceUid) throws IOException;

    /** The studies of those of these instances that are held. */
    Set<StudyRef> studiesOf(TenantId tenant, Collection<String> sopInstanceUids);
}
