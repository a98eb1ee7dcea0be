package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what is to be copied: everything at the start, once a day and when the clock was set back, in between what has come
 * since the last look.
 */
final class FilesToCopy {

    private static final Duration ALL_EVERY = Duration.ofDays(1);

    /** Rows may come after their objects. Those that come later still are found by the look at everything. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);

    private final ObjectCopies copies;
    private final Clock clock;
    private final Map<TenantId, Looks> looks = new ConcurrentHashMap<>();

    FilesToCopy(ObjectCopies copies, Clock clock) {
        this.copies = copies;
        this.clock = clock;
    }

    /** When the last look began, and the last at everything. */
    private record Looks(Instant last, Instant all) {}

    /** Within the tenant's scope. */
    void discover(TenantId tenant) {
        var now = clock.instant();
        var before = looks.get(tenant);
        if (before == null
                || now.isBefore(before.last())
                || !now.isBefore(before.all().plus(ALL_EVERY))) {
            copies.discover(tenant);
            looks.put(tenant, new Looks(now, now));
        } else {
            copies.discover(tenant, before.last().minus(OVERLAP));
            looks.put(tenant, new Looks(now, before.all()));
        }
    }
}
