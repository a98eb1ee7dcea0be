package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * How copying to S3 fares. While it fails the service works on with the local disk and stays ready, so that the state is no
 * "down".
 */
final class CopiesHealth implements HealthIndicator {

    static final Status BEHIND = new Status("BEHIND");

    private final CopyRounds rounds;

    CopiesHealth(CopyRounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public Health health() {
        var waiting = new TreeMap<TenantId, ObjectCopies.Waiting>(rounds.waiting());
        var failure = rounds.lastFailure();
        var health = failure.isPresent() ? Health.status(BEHIND) : Health.up();
        health.withDetail(
                "waitingFiles",
                waiting.values().stream().mapToLong(ObjectCopies.Waiting::files).sum());
        waiting.forEach((tenant, now) -> health.withDetail(
                tenant.code(),
                Map.of("files", now.files(), "longestSeconds", now.longest().toSeconds())));
        failure.ifPresent(last -> health.withDetail("failedAt", last.at()).withDetail("failure", last.problem()));
        return health.build();
    }
}
