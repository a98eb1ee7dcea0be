package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.tenancy.ConfigurationApplied;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Which subspecialty hospitals ask for, as this node's configuration has it. */
@Component
public class Subspecialties {

    /** @param hospitals those that ask for any, each with its rules in their order */
    public record Rules(Map<TenantId, List<SubspecialtyRule>> hospitals) {

        public Rules {
            hospitals = Map.copyOf(hospitals);
        }

        /** By the hospital's first rule that holds. */
        public Subspecialty of(
                TenantId hospital, String modality, String bodyRegion, @Nullable AgeGroup age, String procedure) {
            return hospitals.getOrDefault(hospital, List.of()).stream()
                    .filter(rule -> rule.holdsFor(modality, bodyRegion, age, procedure))
                    .findFirst()
                    .map(SubspecialtyRule::subspecialty)
                    .orElse(Subspecialty.NONE);
        }
    }

    private final SubspecialtyRows rows;
    private final Tenants tenants;
    private final TransactionTemplate transaction;
    private volatile @Nullable Rules current;

    Subspecialties(SubspecialtyRows rows, Tenants tenants, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        // One that runs already sees the tenants that it was begun for.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The same object as long as nothing changes. */
    public Rules current() {
        var known = current;
        return known == null ? read() : known;
    }

    @EventListener(ConfigurationApplied.class)
    Rules read() {
        var own = TenantScope.call(tenants.ids(), () -> transaction.execute(_ -> rows.all()));
        var rules = new Rules(own.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(one -> new TenantId(one.getKey()), Map.Entry::getValue)));
        current = rules;
        return rules;
    }
}
