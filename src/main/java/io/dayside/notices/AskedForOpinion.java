package io.dayside.notices;

import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.OpinionChanged;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells a colleague that their opinion is asked for or no more, and the asker that it was given. */
@Component
class AskedForOpinion {

    private final NoticeBoard board;
    private final Cases cases;
    private final Tenants tenants;
    private final Specialists specialists;
    private final Clock clock;

    AskedForOpinion(NoticeBoard board, Cases cases, Tenants tenants, Specialists specialists, Clock clock) {
        this.board = board;
        this.cases = cases;
        this.tenants = tenants;
        this.specialists = specialists;
        this.clock = clock;
    }

    @EventListener
    void on(OpinionChanged event) {
        cases.find(event.opinion().caseId()).ifPresent(work -> tell(work, event.opinion()));
    }

    private void tell(Case work, Opinion opinion) {
        var on = "%s of %s"
                .formatted(work.number(), tenants.get(work.id().tenant()).name());
        switch (opinion.state()) {
            case ASKED ->
                post(
                        Notice.Kind.OPINION_ASKED,
                        opinion,
                        opinion.asked(),
                        "%s asks for your opinion on %s.".formatted(name(opinion.asker()), on));
            case ANSWERED ->
                post(
                        Notice.Kind.OPINION_GIVEN,
                        opinion,
                        opinion.asker(),
                        "%s has given an opinion on %s.".formatted(name(opinion.asked()), on));
            case DECLINED ->
                post(
                        Notice.Kind.OPINION_GIVEN,
                        opinion,
                        opinion.asker(),
                        "%s gives no opinion on %s. Why stands beside the case.".formatted(name(opinion.asked()), on));
            case WITHDRAWN ->
                post(
                        Notice.Kind.OPINION_WITHDRAWN,
                        opinion,
                        opinion.asked(),
                        "Your opinion on %s is asked for no more: %s.".formatted(on, opinion.words()));
        }
    }

    private void post(Notice.Kind kind, Opinion opinion, String person, String words) {
        var id = opinion.caseId();
        var link = person.equals(opinion.asked())
                ? "/opinion/%s/%s".formatted(id.tenant().code(), opinion.id())
                : "/case/%s/%s".formatted(id.tenant().code(), id.id());
        board.post(new Notice(
                id.tenant(),
                Ids.next(),
                kind,
                "case:" + id.id(),
                words,
                link,
                Set.of(),
                Set.of(person),
                clock.instant()));
    }

    private String name(String username) {
        return specialists.find(username).map(Specialist::displayName).orElse(username);
    }
}
