package io.dayside.critical;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.critical.CriticalResult.Withdrawal;
import io.dayside.critical.CriticalRule.Step;
import io.dayside.identity.Role;
import io.dayside.notices.Notice;
import io.dayside.notices.NoticeBoard;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What each step of a critical result leaves behind: its state, the trail, notices, pages that look again. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CriticalSteps {

    private final CriticalRows rows;
    private final NoticeBoard board;
    private final AuditTrail trail;
    private final Tenants tenants;
    private final LiveUpdates pages;
    private final Clock clock;

    CriticalSteps(
            CriticalRows rows, NoticeBoard board, AuditTrail trail, Tenants tenants, LiveUpdates pages, Clock clock) {
        this.rows = rows;
        this.board = board;
        this.trail = trail;
        this.tenants = tenants;
        this.pages = pages;
        this.clock = clock;
    }

    /** Raises it and tells the hospital's coordinators. */
    void raise(CriticalResult result, Step atOnce) {
        rows.insert(result);
        note(result, CriticalState.RAISED, Map.of("by", result.raisedName()));
        tell(result, atOnce, CriticalState.NOTIFIED);
    }

    void tell(CriticalResult result, Step step, CriticalState next) {
        var now = clock.instant();
        var who = words(step);
        var heard = new Heard(roles(step), people(result, step));
        rows.told(result, who, heard, now);
        rows.state(result, next);
        note(result, next, Map.of("told", who));
        post(result, kind(next), sentence(result, step, next, now), link(result, step), heard.roles(), heard.people());
    }

    void acknowledged(CriticalResult result, CriticalResult.Acknowledgement acknowledgement) {
        rows.acknowledged(result, acknowledgement);
        note(
                result,
                CriticalState.ACKNOWLEDGED,
                Map.of(
                        "by",
                        acknowledgement.by(),
                        "through",
                        acknowledgement.through().name()));
        rows.state(result, CriticalState.CLOSED);
        note(result, CriticalState.CLOSED, Map.of());
        if (!acknowledgement.login().equals(result.raisedBy())) {
            post(
                    result,
                    Notice.Kind.CRITICAL_ACKNOWLEDGED,
                    "%s has acknowledged the critical result of %s.".formatted(acknowledgement.by(), result.number()),
                    casePage(result),
                    Set.of(),
                    Set.of(result.raisedBy()));
        }
    }

    /** Takes it back, and tells whoever was told of it. */
    void withdrawn(CriticalResult result, Withdrawal withdrawal) {
        rows.withdrawn(result, withdrawal);
        note(result, CriticalState.WITHDRAWN, Map.of("by", withdrawal.by()));
        var words = "%s has withdrawn the critical result of %s of %s: it was raised in error."
                .formatted(withdrawal.by(), result.number(), hospital(result));
        var heard = rows.heard(result);
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(heard.roles());
        if (roles.remove(Role.MANAGER)) {
            post(result, Notice.Kind.CRITICAL_WITHDRAWN, words, "/manager", Set.of(Role.MANAGER), Set.of());
        }
        var people = new HashSet<>(heard.people());
        people.remove(result.raisedBy());
        if (!roles.isEmpty() || !people.isEmpty()) {
            post(
                    result,
                    Notice.Kind.CRITICAL_WITHDRAWN,
                    words + " Open it to see why.",
                    hospitalPage(result),
                    roles,
                    people);
        }
        if (!withdrawal.login().equals(result.raisedBy())) {
            post(result, Notice.Kind.CRITICAL_WITHDRAWN, words, casePage(result), Set.of(), Set.of(result.raisedBy()));
        }
    }

    /** Tells managers that its promise will be broken. */
    void warn(CriticalResult result) {
        var now = clock.instant();
        var left = Duration.between(now, result.dueAt());
        trail.append(AuditEvent.of(
                result.caseId().tenant(),
                AuditAction.BREACH_FORESEEN,
                object(result),
                Map.of("promise", "critical result", "reason", "nobody has acknowledged it")));
        post(
                result,
                Notice.Kind.CRITICAL_WAITS,
                left.isNegative()
                        ? "The critical result of %s of %s should have been acknowledged %d minutes ago, and nobody has."
                                .formatted(
                                        result.number(),
                                        hospital(result),
                                        left.abs().toMinutes())
                        : "The critical result of %s of %s must be acknowledged within %d minutes, and nobody has yet."
                                .formatted(result.number(), hospital(result), Math.max(1, left.toMinutes())),
                "/manager",
                Set.of(Role.MANAGER),
                Set.of());
    }

    void refused(CriticalResult result, String step, String reason) {
        trail.append(AuditEvent.refused(
                result.caseId().tenant(),
                AuditAction.CRITICAL_ADVANCED,
                object(result),
                Map.of("critical", result.id().toString(), "to", step, "reason", reason)));
    }

    private void note(CriticalResult result, CriticalState to, Map<String, String> more) {
        var details = new HashMap<>(more);
        details.put("critical", result.id().toString());
        details.put("to", to.name());
        trail.append(AuditEvent.of(
                result.caseId().tenant(), AuditAction.CRITICAL_ADVANCED, object(result), Map.copyOf(details)));
        pages.changed(result.caseId().tenant(), LiveUpdates.Topic.CRITICAL);
    }

    private void post(
            CriticalResult result, Notice.Kind kind, String words, String link, Set<Role> roles, Set<String> people) {
        board.post(new Notice(
                result.caseId().tenant(),
                Ids.next(),
                kind,
                object(result),
                words,
                link,
                roles,
                people,
                clock.instant()));
    }

    private static Notice.Kind kind(CriticalState next) {
        return next == CriticalState.NOTIFIED ? Notice.Kind.CRITICAL_RESULT : Notice.Kind.CRITICAL_WAITS;
    }

    private String sentence(CriticalResult result, Step step, CriticalState next, Instant now) {
        if (next == CriticalState.NOTIFIED) {
            return "Critical result of %s of %s, raised by %s. Open it and read it back."
                    .formatted(result.number(), hospital(result), result.raisedName());
        }
        var waits = "Nobody has acknowledged the critical result of %s of %s for %d minutes."
                .formatted(
                        result.number(),
                        hospital(result),
                        Duration.between(result.raisedAt(), now).toMinutes());
        return switch (step.tell()) {
            case COORDINATORS, PEOPLE -> waits + " Open it and read it back.";
            case HOSPITAL -> waits + " A coordinator must read it back.";
            case SPECIALIST -> waits + " Call them, and note whom you told.";
            case MANAGERS -> waits + " Call them.";
        };
    }

    private String hospital(CriticalResult result) {
        return tenants.get(result.caseId().tenant()).name();
    }

    private static Set<Role> roles(Step step) {
        return switch (step.tell()) {
            case COORDINATORS -> Set.of(Role.COORDINATOR);
            case HOSPITAL -> Set.of(Role.COORDINATOR, Role.VIEWER);
            case MANAGERS -> Set.of(Role.MANAGER);
            case SPECIALIST, PEOPLE -> Set.of();
        };
    }

    private static Set<String> people(CriticalResult result, Step step) {
        return switch (step.tell()) {
            case SPECIALIST -> Set.of(result.raisedBy());
            case PEOPLE -> Set.copyOf(step.people());
            case COORDINATORS, HOSPITAL, MANAGERS -> Set.of();
        };
    }

    private static String words(Step step) {
        return switch (step.tell()) {
            case COORDINATORS -> "coordinators";
            case HOSPITAL -> "everybody of the hospital";
            case SPECIALIST -> "the specialist";
            case MANAGERS -> "managers";
            case PEOPLE -> String.join(", ", step.people());
        };
    }

    private static String link(CriticalResult result, Step step) {
        return switch (step.tell()) {
            case COORDINATORS, HOSPITAL, PEOPLE -> hospitalPage(result);
            case SPECIALIST -> casePage(result);
            case MANAGERS -> "/manager";
        };
    }

    private static String hospitalPage(CriticalResult result) {
        return "/hospital/%s/%s"
                .formatted(result.caseId().tenant(), result.caseId().id());
    }

    private static String casePage(CriticalResult result) {
        return "/case/%s/%s".formatted(result.caseId().tenant(), result.caseId().id());
    }

    private static String object(CriticalResult result) {
        return "case:" + result.caseId().id();
    }
}
