package io.dayside.triage;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class AssessmentApiTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final TenantId HARBOUR = new TenantId("harbour");

    @Test
    void theHospitalsOwnPeopleReadWhatTheModelsConcluded() throws Exception {
        asked(Set.of(Role.VIEWER), Map.of(Role.VIEWER, Set.of(NORTHGATE)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.reason").value("no model for it"));
    }

    /** Privileged there: the licence, for one, may still be missing. */
    @Test
    void toASpecialistTheStudyDoesNotExist() throws Exception {
        asked(Set.of(Role.SPECIALIST), Map.of()).andExpect(status().isNotFound());
    }

    @Test
    void noMoreDoesItToACoordinatorElsewhereWhoReadsThere() throws Exception {
        asked(Set.of(Role.COORDINATOR, Role.SPECIALIST), Map.of(Role.COORDINATOR, Set.of(HARBOUR)))
                .andExpect(status().isNotFound());
    }

    private static ResultActions asked(Set<Role> roles, Map<Role, Set<TenantId>> staff) throws Exception {
        var caller = new Caller("subject", "somebody", "Somebody", roles, Set.of(NORTHGATE, HARBOUR), staff);
        Assessments everyStudy = study ->
                Optional.of(new Assessment(study, Assessment.Status.NOT_ASSESSED, "no model for it", List.of()));
        var callers = new Callers() {
            @Override
            public Optional<Caller> current() {
                return Optional.of(caller);
            }

            @Override
            public Caller required() {
                return caller;
            }
        };
        return MockMvcBuilders.standaloneSetup(new AssessmentApi(everyStudy, callers))
                .build()
                .perform(get("/api/assessments/northgate/2.25.1"));
    }
}
