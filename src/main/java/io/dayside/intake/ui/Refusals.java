package io.dayside.intake.ui;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.AuditAction;
import io.dayside.audit.TrailEntry;
import io.dayside.audit.TrailReader;
import io.dayside.intake.QuarantineWords;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the trail says was refused at the door. */
final class Refusals {

    private Refusals() {}

    /** One refusal; newest first. */
    record Refusal(TenantId tenant, Instant at, String sender, String words) implements Comparable<Refusal> {

        @Override
        public int compareTo(Refusal other) {
            return other.at.compareTo(at);
        }
    }

    /** What was set aside is not among them: it was kept. */
    static List<Refusal> of(TrailReader trail, TenantId tenant) {
        return Stream.of(AuditAction.INSTANCE_REFUSED, AuditAction.ASSOCIATION_REJECTED)
                .flatMap(action -> trail.ask(new TrailReader.Question(tenant, Long.MAX_VALUE, action.name())).stream()
                        .filter(entry -> entry.action() == action))
                .filter(entry -> !entry.details().containsKey("kept"))
                .map(Refusals::refusal)
                .toList();
    }

    private static Refusal refusal(TrailEntry entry) {
        return new Refusal(
                entry.tenant(),
                entry.at(),
                entry.details().getOrDefault("sender", entry.actorName()),
                entry.action() == AuditAction.ASSOCIATION_REJECTED
                        ? "A sender that is not registered was turned away"
                        : words(entry));
    }

    private static String words(TrailEntry entry) {
        var code = entry.details().getOrDefault("reason", "");
        var reason = Arrays.stream(Reason.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(QuarantineWords::reason)
                .orElse("The object was not kept");
        var where = entry.details().getOrDefault("where", "");
        return where.isEmpty() ? reason : reason + " (" + where + ")";
    }
}
