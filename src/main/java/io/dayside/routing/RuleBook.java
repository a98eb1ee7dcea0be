package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Turns;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import io.dayside.workforce.Subspecialty;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the rules about a case with what the database says of the specialist's load. */
@Service
class RuleBook implements Eligibility {

    private static final List<Rule> OF_TURN = List.of(Rule.SECOND_READER, Rule.SUPERVISOR, Rule.OVER_READER);

    private final LeaseRows leases;
    private final ExemptionRows exemptions;
    private final ContractUseRows contractUse;
    private final AskedSubspecialty asked;
    private final Tenants tenants;
    private final Specialists specialists;
    private final Turns turns;
    private final Clock clock;

    RuleBook(
            LeaseRows leases,
            ExemptionRows exemptions,
            ContractUseRows contractUse,
            AskedSubspecialty asked,
            Tenants tenants,
            Specialists specialists,
            Turns turns,
            Clock clock) {
        this.leases = leases;
        this.exemptions = exemptions;
        this.contractUse = contractUse;
        this.asked = asked;
        this.tenants = tenants;
        this.specialists = specialists;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<RuleVerdict> explain(Case work, Specialist specialist, Instant at) {
        var held = leases.heldBy(specialist.username(), at);
        var exemption = exemptions.newest(work.id(), specialist.username());
        return EligibilityRules.verdicts(new Question(
                work,
                hospital(work.id().tenant()),
                asked(work),
                specialist,
                held,
                contractUse.of(specialist, at),
                at,
                exemption,
                turns.of(work)));
    }

    /** What forbids this specialist the reading that is due now, were they to take it anew. */
    List<RuleVerdict> outOfTurn(Case work, Specialist specialist, Instant at) {
        var question = new Question(
                work,
                hospital(work.id().tenant()),
                asked(work),
                specialist,
                Set.of(),
                ContractUse.NONE,
                at,
                Optional.empty(),
                turns.of(work));
        return OF_TURN.stream()
                .map(rule -> EligibilityRules.verdict(rule, question))
                .filter(verdict -> !verdict.allowed())
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CaseId, String> withoutReader(Collection<Case> works) {
        if (works.isEmpty()) {
            return Map.of();
        }
        var everybody = specialists.all();
        var now = clock.instant();
        var due = turns.of(works);
        var reasons = new HashMap<CaseId, String>();
        works.forEach(work -> NobodyMayRead.why(
                        ofEverybody(work, due.getOrDefault(work.id(), Turn.ONLY), everybody, now))
                .ifPresent(why -> reasons.put(work.id(), why)));
        return reasons;
    }

    /** Who holds what does not matter to the question whether anybody may ever read it. */
    private List<Question> ofEverybody(Case work, Turn turn, List<Specialist> everybody, Instant at) {
        var hospital = hospital(work.id().tenant());
        return everybody.stream()
                .map(specialist -> new Question(
                        work,
                        hospital,
                        asked(work),
                        specialist,
                        Set.of(),
                        ContractUse.NONE,
                        at,
                        Optional.empty(),
                        turn))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Colleague> colleagues(Case work, String username, Instant at) {
        var others = specialists.all().stream()
                .filter(specialist -> !specialist.username().equals(username))
                .toList();
        return ofEverybody(work, turns.of(work).toAnybody(), others, at).stream()
                .map(question -> new Colleague(
                        question.specialist(),
                        EligibilityRules.lastingRefusals(question),
                        question.specialist().onShift(at)))
                .sorted(Comparator.comparing(Colleague::mayBeAsked)
                        .thenComparing(Colleague::onShift)
                        .reversed()
                        .thenComparing(colleague -> colleague.specialist().displayName()))
                .toList();
    }

    Subspecialty asked(Case work) {
        return asked.of(work);
    }

    String hospital(TenantId tenant) {
        return tenants.find(tenant).map(Hospital::name).orElse(tenant.code());
    }
}
