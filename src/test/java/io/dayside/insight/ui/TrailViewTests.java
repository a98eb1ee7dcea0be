package io.dayside.insight.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrailViewTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final TenantId HARBOUR = new TenantId("harbour");
    private static final Set<TenantId> BOTH = Set.of(NORTHGATE, HARBOUR);

    private static Caller caller(Set<Role> roles, Map<Role, Set<TenantId>> staff) {
        return new Caller("subject", "both", "Both", roles, BOTH, staff);
    }

    @Test
    void aCoordinatorWhoReadsElsewhereSeesTheirOwnHospitalsTrailOnly() {
        var both = caller(Set.of(Role.COORDINATOR, Role.SPECIALIST), Map.of(Role.COORDINATOR, Set.of(HARBOUR)));

        assertThat(TrailView.openTo(both)).containsExactly(HARBOUR);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUDITOR", "OPERATOR", "MANAGER"})
    void thePlatformsPeopleSeeEveryHospitalsTrail(Role role) {
        assertThat(TrailView.openTo(caller(Set.of(role), Map.of()))).containsExactly(HARBOUR, NORTHGATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"SPECIALIST", "VIEWER", "CREDENTIALING"})
    void nobodyElseSeesAny(Role role) {
        assertThat(TrailView.openTo(caller(Set.of(role), Map.of(role, BOTH)))).isEmpty();
    }
}
