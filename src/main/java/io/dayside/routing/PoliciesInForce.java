package io.dayside.routing;

import io.dayside.routing.engine.Policies;
import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.tenancy.ConfigurationApplied;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The platform's policy with those of hospitals, as this node's configuration has them. */
@Component
class PoliciesInForce {

    private final OwnPolicyRows rows;
    private final Tenants tenants;
    private final TransactionTemplate transaction;
    private final RoutingPolicy platform = PolicyFile.standard();
    private volatile @Nullable Policies current;

    PoliciesInForce(OwnPolicyRows rows, Tenants tenants, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /** What holds before anything was read. */
    Policies platformAlone() {
        return Policies.of(platform);
    }

    /** Not inside a transaction, which keeps the tenants that it was begun for. The same object as long as nothing changes. */
    Policies current() {
        var known = current;
        return known == null ? read() : known;
    }

    @EventListener(ConfigurationApplied.class)
    Policies read() {
        Map<String, String> own = TenantScope.call(tenants.ids(), () -> transaction.execute(_ -> rows.all()));
        var policies = new Policies(
                platform,
                own.entrySet().stream()
                        .collect(Collectors.toMap(
                                one -> new TenantId(one.getKey()),
                                one -> PolicyFile.ofHospital(platform, one.getValue()))));
        current = policies;
        return policies;
    }
}
