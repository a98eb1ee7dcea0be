package io.dayside.routing;

import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Documents of kind {@code RoutingPolicy}: what a hospital says of the order of its cases in place of the platform's policy,
 * kept as JSON.
 */
@Component
@Order(60)
class RoutingPolicyPart extends OneDocumentPerHospital<String> {

    /** What is not here concerns readers, whom hospitals share. */
    private static final List<String> SECTIONS = List.of("bounds", "flagged", "ageing");

    /** Below it every case would soon be over its bound, and so would stand before everybody else's. */
    private static final Duration SHORTEST_BOUND = Duration.ofMinutes(10);

    private final OwnPolicyRows rows;
    private final RoutingPolicy platform = PolicyFile.standard();

    RoutingPolicyPart(OwnPolicyRows rows, ApplicationEventPublisher events) {
        super(events);
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "RoutingPolicy";
    }

    @Override
    protected String read(Fields fields) {
        var sections = new ArrayList<String>();
        for (var name : SECTIONS) {
            fields.json(name).map(value -> "\"%s\":%s".formatted(name, value)).ifPresent(section -> {
                sections.add(section);
                problem(object(section)).ifPresent(why -> fields.problem(name, why));
            });
        }
        if (sections.isEmpty()) {
            fields.problem("bounds", "or flagged or ageing must be given");
        }
        return object(String.join(",", sections));
    }

    private static String object(String members) {
        return "{" + members + "}";
    }

    private Optional<String> problem(String sections) {
        try {
            return unfitBounds(PolicyFile.ofHospital(platform, sections));
        } catch (IllegalArgumentException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), "is no part of a policy"));
        }
    }

    private static Optional<String> unfitBounds(RoutingPolicy policy) {
        var before = SHORTEST_BOUND;
        for (var rank : ReadingClass.values()) {
            var bound = Objects.requireNonNull(policy.bounds().get(rank));
            if (bound.compareTo(before) < 0) {
                return Optional.of("must be at least 10 min, and no class's shorter than a more pressing one's");
            }
            before = bound;
        }
        return Optional.empty();
    }

    @Override
    protected void check(String rule, Hospital hospital, Fields fields) {}

    @Override
    protected Map<String, String> running() {
        return rows.all();
    }

    @Override
    protected String inWords(String rule) {
        return "its cases are read by a policy of its own: " + rule;
    }

    @Override
    protected String withoutInWords() {
        return "its cases are read by the platform's policy";
    }

    @Override
    protected void keep(TenantId hospital, String rule) {
        rows.keep(hospital, rule);
    }

    @Override
    protected void remove(TenantId hospital) {
        rows.remove(hospital);
    }
}
