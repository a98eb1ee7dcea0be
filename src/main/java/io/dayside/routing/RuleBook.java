package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialist;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the rules about a case with what the database says of the specialist's load. */
@Service
class RuleBook implements Eligibility {

    private final LeaseRows leases;
    private final Tenants tenants;

    RuleBook(LeaseRows leases, Tenants tenants) {
        this.leases = leases;
        this.tenants = tenants;
    }

    @Override
    @Transactional(readOnly = true)
    public List<RuleVerdict> explain(Case work, Specialist specialist, Instant at) {
        var held = leases.heldBy(specialist.username(), at);
        return EligibilityRules.verdicts(new Question(work, hospital(work.id().tenant()), specialist, held, at));
    }

    String hospital(TenantId tenant) {
        return tenants.find(tenant).map(Hospital::name).orElse(tenant.code());
    }
}
