package io.dayside.reading.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Opinion;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.dayside.ui.NavigationEntry;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The addresses of the reading room's pages. */
@Configuration(proxyBeanMethods = false)
class ReadingNavigation {

    static final String WORKLIST = "worklist";
    static final String CASE = "case/:tenant/:id";
    static final String OPINION = "opinion/:tenant/:id";
    static final String SIGNED = "signed/:tenant/:id";

    @Bean
    NavigationEntry worklistEntry() {
        return new NavigationEntry("Worklist", WORKLIST, Set.of(Role.SPECIALIST), 10);
    }

    static void toWorklist(UI ui) {
        ui.navigate(WorklistView.class);
    }

    static void toCase(UI ui, CaseId id) {
        ui.navigate(CaseView.class, parameters(id));
    }

    static void toOpinion(UI ui, Opinion opinion) {
        ui.navigate(OpinionView.class, parameters(opinion));
    }

    static RouteParameters parameters(Opinion opinion) {
        return parameters(new CaseId(opinion.caseId().tenant(), opinion.id()));
    }

    static RouteParameters parameters(CaseId id) {
        return new RouteParameters(
                new RouteParam("tenant", id.tenant().code()),
                new RouteParam("id", id.id().toString()));
    }

    /** The case that an address names; empty when it can name none. */
    static Optional<CaseId> caseId(RouteParameters parameters) {
        try {
            return Optional.of(new CaseId(
                    new TenantId(parameters.get("tenant").orElse("")),
                    UUID.fromString(parameters.get("id").orElse(""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
