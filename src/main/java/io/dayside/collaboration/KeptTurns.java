package io.dayside.collaboration;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class KeptTurns implements Turns {

    /** How long who read second may take to compare, where the rule gives no time to settle it. */
    private static final Duration COMPARED_WITHIN = Duration.ofHours(1);

    private final PolicyRows policies;
    private final ReadingRows rows;
    private final OpinionRows opinions;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeptTurns(
            PolicyRows policies,
            ReadingRows rows,
            OpinionRows opinions,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.policies = policies;
        this.rows = rows;
        this.opinions = opinions;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Turn of(Case work) {
        return Objects.requireNonNull(of(List.of(work)).get(work.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CaseId, Turn> of(Collection<Case> works) {
        if (works.isEmpty()) {
            return Map.of();
        }
        var hospitals = policies.all();
        var ids = works.stream().map(Case::id).toList();
        var read = rows.of(ids);
        var asked = opinions.asked(ids);
        var turns = new HashMap<CaseId, Turn>();
        works.forEach(work -> turns.put(
                work.id(),
                turn(work, read.getOrDefault(work.id(), List.of()), policyOf(work.id(), hospitals))
                        .asking(asked.getOrDefault(work.id(), Set.of()))));
        return turns;
    }

    private static SecondReadingPolicy policyOf(CaseId id, Map<String, SecondReadingPolicy> hospitals) {
        return hospitals.getOrDefault(id.tenant().code(), SecondReadingPolicy.NONE);
    }

    private static Turn turn(Case work, List<CaseReading> readings, SecondReadingPolicy policy) {
        if (readings.isEmpty()) {
            return policy.first(work);
        }
        var last = readings.getLast();
        var readBy = readers(readings, EnumSet.allOf(Role.class));
        return last.due() ? due(readings, readBy) : done(readBy);
    }

    /** Whose it is alone: who read second compares, and two who differ settle it. */
    private static Set<String> only(List<CaseReading> readings) {
        var last = readings.getLast();
        return switch (last.role()) {
            case CONSENSUS -> last.dueAt() == null ? Set.of() : comparing(readings);
            case JOINT, AGREEMENT -> settling(readings);
            case FIRST, SECOND, ATTENDING, OVER_READER -> Set.of();
        };
    }

    /** Who read second, until the two readings have been compared: they may have lost the case before they had. */
    private static Set<String> comparing(List<CaseReading> readings) {
        boolean due = readings.getLast().role() == Role.CONSENSUS
                && readings.stream().noneMatch(reading -> reading.role() == Role.CONSENSUS && !reading.due());
        return due ? readers(readings, Set.of(Role.SECOND)) : Set.of();
    }

    /** Whoever proposed last cannot agree with themselves. */
    private static Set<String> settling(List<CaseReading> readings) {
        var role = readings.getLast().role();
        var proposer =
                role == Role.JOINT ? null : readings.get(readings.size() - 2).readBy();
        return readers(readings, Set.of(Role.FIRST, Role.SECOND)).stream()
                .filter(reader -> !reader.equals(proposer))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> readers(List<CaseReading> readings, Set<Role> roles) {
        return readings.stream()
                .filter(reading -> roles.contains(reading.role()))
                .map(CaseReading::readBy)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Turn due(List<CaseReading> readings, Set<String> readBy) {
        var reading = readings.getLast();
        var only = only(readings);
        return new Turn(
                reading.workflow(),
                reading.role(),
                readBy,
                reading.rule(),
                reading.subspecialty(),
                true,
                reading.within(),
                reading.since(),
                reading.role() == Role.OVER_READER ? reading.dueAt() : null,
                only,
                only.isEmpty() ? comparing(readings) : Set.of());
    }

    private static Turn done(Set<String> readBy) {
        return new Turn(Workflow.SINGLE, Role.FIRST, readBy, "", "", true, Duration.ZERO, null, null);
    }

    @Override
    @Transactional(readOnly = true)
    public List<CaseId> toBeReadOver() {
        return rows.toBeReadOver();
    }

    @Override
    @Transactional(readOnly = true)
    public List<CaseReading> readings(CaseId id) {
        return rows.of(List.of(id)).getOrDefault(id, List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Comparison> comparison(CaseId id, String username) {
        return due(id).flatMap(reading -> reading.comparedBy(username));
    }

    private Optional<CaseReading> due(CaseId id) {
        return readings(id).stream().filter(CaseReading::due).findFirst();
    }

    @Override
    public void compare(CaseId id, Comparison comparison, String username) {
        var due = due(id).filter(reading -> reading.role() != Role.SECOND && reading.role() != Role.JOINT)
                .orElseThrow(() -> new IllegalStateException("there is no reading to compare with"));
        rows.compare(id, comparison, username);
        if (!due.comparedBy(username).map(Comparison::radpeer).equals(Optional.of(comparison.radpeer()))) {
            trail.append(AuditEvent.of(
                    id.tenant(),
                    AuditAction.READING_COMPARED,
                    "case:" + id.id(),
                    Map.of(
                            "class", comparison.radpeer().code(),
                            "role", due.role().name(),
                            "by", username)));
        }
    }

    @Override
    public void read(Case work, String username, @Nullable Integer version, @Nullable Role next) {
        var now = clock.instant();
        var turn = of(work);
        var readings = readings(work.id());
        if (readings.isEmpty()) {
            rows.insert(reading(work.id(), 1, turn, now, null).by(username, now, version));
        } else {
            rows.read(work.id(), username, now, version);
        }
        if (next != null) {
            int position = Math.max(1, readings.size()) + 1;
            var before = readings.isEmpty() ? null : readings.getLast().dueAt();
            var due = reading(work.id(), position, following(work, turn, next), now, dueAt(turn, next, now, before));
            rows.insert(due);
            tellWhoSettles(work, due);
        }
        events.publishEvent(new TurnChanged(work.id()));
    }

    private void tellWhoSettles(Case work, CaseReading due) {
        var dueAt = due.dueAt();
        var turn = of(work);
        boolean settles = turn.role() == Role.JOINT || turn.role() == Role.AGREEMENT;
        if (settles && !turn.only().isEmpty() && dueAt != null) {
            events.publishEvent(new ReadersDiffer(work.id(), turn.role(), turn.only(), dueAt));
        }
    }

    private static CaseReading reading(CaseId id, int position, Turn turn, Instant now, @Nullable Instant dueAt) {
        return new CaseReading(
                id,
                position,
                turn.workflow(),
                turn.role(),
                turn.rule(),
                turn.subspecialty(),
                turn.within(),
                now,
                dueAt,
                null,
                null,
                null,
                null,
                null);
    }

    /** However often two propose anew, they have no more time for it. */
    private static @Nullable Instant dueAt(Turn read, Role next, Instant now, @Nullable Instant before) {
        return switch (next) {
            case OVER_READER, JOINT -> now.plus(read.within());
            case AGREEMENT -> before;
            case CONSENSUS -> read.role() == Role.SECOND ? now.plus(timeToCompare(read)) : null;
            case FIRST, SECOND, ATTENDING -> null;
        };
    }

    private static Duration timeToCompare(Turn read) {
        return read.settledByThemselves() ? read.within() : COMPARED_WITHIN;
    }

    private Turn following(Case work, Turn turn, Role next) {
        var subspecialty =
                next == Role.OVER_READER ? policyOf(work.id(), policies.all()).subspecialty(turn.rule()) : "";
        return new Turn(
                turn.workflow(), next, turn.readBy(), turn.rule(), subspecialty, true, turn.within(), null, null);
    }
}
