package io.dayside.cases;

import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class CaseBook implements Cases {

    private final CaseRows rows;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseBook(CaseRows rows, AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Case> find(CaseId id) {
        return rows.find(id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Case> of(StudyRef study) {
        return rows.of(study);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Case> in(Set<CaseState> states) {
        return rows.in(states);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Case> cameInto(Set<CaseState> states, Instant since, int limit) {
        return rows.cameInto(states, since, limit);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Case> search(String text, int limit) {
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() ? List.of() : rows.search(wanted, limit);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Case> ofSamePatient(CaseId id, int limit) {
        return rows.ofSamePatient(id, limit);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Case> all(Collection<CaseId> ids) {
        return ids.isEmpty() ? List.of() : rows.all(ids);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CaseId, String> numbers(Collection<CaseId> ids) {
        return ids.isEmpty() ? Map.of() : rows.numbers(ids);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<StudyRef, String> numbersOf(Collection<StudyRef> studies) {
        return studies.isEmpty() ? Map.of() : rows.numbersOf(studies);
    }

    @Override
    @Transactional
    public Case advance(CaseId id, CaseState next, String reason) throws TransitionRefused {
        var work = rows.findForUpdate(id).orElseThrow(() -> new NoSuchElementException("no case " + id));
        if (!work.state().mayBecome(next)) {
            throw new TransitionRefused(work.state(), next);
        }
        var now = clock.instant();
        rows.updateState(id, next, now);
        announce(id, work.state(), next, reason, now);
        return rows.find(id).orElseThrow();
    }

    /** Opens a case that does not exist yet. */
    void open(Case work, int round) {
        rows.insert(work, round);
        announce(work.id(), null, work.state(), "", work.stateSince());
    }

    private void announce(CaseId id, @Nullable CaseState from, CaseState to, String reason, Instant at) {
        trail.append(AuditEvent.of(
                id.tenant(),
                AuditAction.CASE_ADVANCED,
                "case:" + id.id(),
                Map.of("from", from == null ? "" : from.name(), "to", to.name(), "reason", reason)));
        events.publishEvent(new CaseAdvanced(id, from, to, at, reason));
    }
}
