package io.dayside.identity;

import io.dayside.tenancy.TenantId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are to us. */
@RestController
class MeApi {

    private final Callers callers;

    MeApi(Callers callers) {
        this.callers = callers;
    }

    /** @param tenants hospitals whose rows the caller may see now */
    record Me(String username, String name, List<Role> roles, List<TenantId> tenants) {}

    @GetMapping("/api/me")
    Me me() {
        var caller = callers.required();
        return new Me(
                caller.username(),
                caller.displayName(),
                caller.roles().stream().sorted().toList(),
                caller.tenants().stream().sorted().toList());
    }
}
