package io.dayside.collaboration;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Opinion.State;
import io.dayside.collaboration.OpinionOutcome.Done;
import io.dayside.collaboration.OpinionOutcome.Invalid;
import io.dayside.collaboration.OpinionOutcome.Refused;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class KeptOpinions implements Opinions {

    /** Of one case at a time: whoever needs more should give the case to somebody else. */
    static final int MOST_OPEN = 3;

    /** Of one case, so that nobody is rung up without end. */
    static final int MOST_EVER = 20;

    private final OpinionRows rows;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeptOpinions(OpinionRows rows, AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Opinion> of(CaseId id) {
        return rows.of(id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Opinion> find(TenantId tenant, UUID id) {
        return rows.find(tenant, id);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Opinion> waitingFor(String asked) {
        return rows.waitingFor(asked);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Opinion> openTo(CaseId id, String asked) {
        return rows.waitingFor(asked).stream()
                .filter(opinion -> opinion.caseId().equals(id))
                .findFirst();
    }

    @Override
    public OpinionOutcome ask(CaseId id, String asker, String asked, String question) {
        var problem = OpinionWords.problem("question", question, Opinion.LONGEST_QUESTION);
        if (problem.isPresent()) {
            return problem.get();
        }
        if (asker.equals(asked)) {
            return new Invalid("asked", "must be a colleague");
        }
        rows.lockCase(id);
        return tooMany(rows.of(id), asked).<OpinionOutcome>map(Refused::new).orElseGet(() -> {
            var opinion = new Opinion(
                    id, Ids.next(), asker, asked, question.strip(), clock.instant(), State.ASKED, "", null, 1);
            rows.insert(opinion);
            return done(opinion);
        });
    }

    private static Optional<String> tooMany(List<Opinion> opinions, String asked) {
        var open = opinions.stream().filter(Opinion::open).toList();
        if (open.stream().anyMatch(opinion -> opinion.asked().equals(asked))) {
            return Optional.of("This colleague is asked already.");
        }
        if (open.size() >= MOST_OPEN) {
            return Optional.of("%d colleagues are asked already. Withdraw one request, or wait for an answer."
                    .formatted(MOST_OPEN));
        }
        return opinions.size() >= MOST_EVER
                ? Optional.of("Opinions on this case were asked for %d times. That is as often as it goes."
                        .formatted(MOST_EVER))
                : Optional.empty();
    }

    @Override
    public OpinionOutcome answer(Opinion opinion, String answer) {
        return OpinionWords.problem("answer", answer, Opinion.LONGEST_ANSWER)
                .<OpinionOutcome>map(problem -> problem)
                .orElseGet(() -> end(opinion, State.ANSWERED, answer.strip()));
    }

    @Override
    public OpinionOutcome decline(Opinion opinion, String reason) {
        return OpinionWords.problem("reason", reason, Opinion.LONGEST_QUESTION)
                .<OpinionOutcome>map(problem -> problem)
                .orElseGet(() -> end(opinion, State.DECLINED, reason.strip()));
    }

    @Override
    public OpinionOutcome withdraw(Opinion opinion) {
        return end(opinion, State.WITHDRAWN, "the asker needs it no more");
    }

    @Override
    public void withdrawAll(CaseId id, String why) {
        rows.of(id).stream().filter(Opinion::open).forEach(opinion -> end(opinion, State.WITHDRAWN, why));
    }

    private OpinionOutcome end(Opinion opinion, State how, String words) {
        var ended = opinion.ended(how, words, clock.instant());
        return opinion.open() && rows.end(ended) ? done(ended) : new Refused(meanwhile(opinion));
    }

    private String meanwhile(Opinion opinion) {
        return switch (rows.find(opinion.caseId().tenant(), opinion.id())
                .map(Opinion::state)
                .orElse(State.WITHDRAWN)) {
            case ANSWERED -> "It was answered meanwhile.";
            case DECLINED -> "It was declined meanwhile.";
            case WITHDRAWN, ASKED -> "It was withdrawn meanwhile.";
        };
    }

    /** What was asked and said is the readers'; the trail tells who and when. */
    private Done done(Opinion opinion) {
        var details = Map.of(
                "to", opinion.state().name(),
                "opinion", opinion.id().toString(),
                "asker", opinion.asker(),
                "asked", opinion.asked(),
                "reason", opinion.state() == State.WITHDRAWN ? opinion.words() : "");
        trail.append(AuditEvent.of(
                opinion.caseId().tenant(),
                AuditAction.OPINION_ADVANCED,
                "case:" + opinion.caseId().id(),
                details));
        events.publishEvent(new OpinionChanged(opinion));
        return new Done(opinion);
    }
}
