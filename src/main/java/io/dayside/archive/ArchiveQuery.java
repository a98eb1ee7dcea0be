package io.dayside.archive;

import io.dayside.dicom.data.Attributes;
import io.dayside.tenancy.TenantId;

/**
 * A search in one tenant's archive.
 *
 * @param keys to match, of this level and those above; empty values match everything. PS3.4 C.2.2.2
 * @param fuzzyNames whether names match where words begin alike or sound alike, PS3.4 C.2.2.2.1.1
 * @param combinedDateTime whether study date and study time are the ends of one range, PS3.4 C.2.2.2.5
 * @param offset matches to skip
 * @param limit most matches to return
 */
public record ArchiveQuery(
        TenantId tenant,
        SearchLevel level,
        Attributes keys,
        boolean fuzzyNames,
        boolean combinedDateTime,
        int offset,
        int limit) {

    public static final int MAX_OFFSET = 100_000;
    public static final int MAX_LIMIT = 1000;

    public ArchiveQuery {
        if (offset < 0 || offset > MAX_OFFSET || limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
        }
    }

    /** The matches from {@code newOffset} on. */
    public ArchiveQuery from(int newOffset) {
        return new ArchiveQuery(tenant, level, keys, fuzzyNames, combinedDateTime, newOffset, limit);
    }
}
