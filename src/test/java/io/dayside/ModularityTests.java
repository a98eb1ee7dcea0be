package io.dayside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(DaysideApplication.class);

    @Test
    void roomsUseOnlyWhatTheyDeclare() {
        modules.verify();
    }

    @Test
    void everyRoomIsSeen() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .containsExactlyInAnyOrder(
                        "launch",
                        "dicom",
                        "tenancy",
                        "identity",
                        "audit",
                        "archive",
                        "dicomweb",
                        "intake",
                        "triage",
                        "cases",
                        "priors",
                        "workforce",
                        "collaboration",
                        "routing",
                        "sla",
                        "reading",
                        "imaging",
                        "delivery",
                        "demo",
                        "workbench",
                        "insight",
                        "planning",
                        "notices",
                        "critical",
                        "vetting",
                        "simulation",
                        "rostering",
                        "ui");
    }
}
