package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the rules about a case with what the database says of the specialist's load. */
@Service
class RuleBook implements Eligibility {

    private final LeaseRows leases;
    private final ExemptionRows exemptions;
    private final ContractUseRows contractUse;
    private final Tenants tenants;
    private final Specialists specialists;
    private final Clock clock;

    RuleBook(
            LeaseRows leases,
            ExemptionRows exemptions,
            ContractUseRows contractUse,
            Tenants tenants,
            Specialists specialists,
            Clock clock) {
        this.leases = leases;
        this.exemptions = exemptions;
        this.contractUse = contractUse;
        this.tenants = tenants;
        this.specialists = specialists;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<RuleVerdict> explain(Case work, Specialist specialist, Instant at) {
        var held = leases.heldBy(specialist.username(), at);
        var exemption = exemptions.newest(work.id(), specialist.username());
        return EligibilityRules.verdicts(new Question(
                work, hospital(work.id().tenant()), specialist, held, contractUse.of(specialist, at), at, exemption));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CaseId, String> withoutReader(Collection<Case> works) {
        if (works.isEmpty()) {
            return Map.of();
        }
        var everybody = specialists.all();
        var now = clock.instant();
        var reasons = new HashMap<CaseId, String>();
        works.forEach(work ->
                NobodyMayRead.why(ofEverybody(work, everybody, now)).ifPresent(why -> reasons.put(work.id(), why)));
        return reasons;
    }

    /** Who holds what does not matter to the question whether anybody may ever read it. */
    private List<Question> ofEverybody(Case work, List<Specialist> everybody, Instant at) {
        var hospital = hospital(work.id().tenant());
        return everybody.stream()
                .map(specialist -> new Question(work, hospital, specialist, Set.of(), at))
                .toList();
    }

    String hospital(TenantId tenant) {
        return tenants.find(tenant).map(Hospital::name).orElse(tenant.code());
    }
}
