package io.dayside.identity;

import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.TenantId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** Finds who is calling in Spring's security context and tells every room in its own terms. */
@Component
class CurrentCaller implements Callers, CallerTenants {

    private static final Set<Role> SEE_THE_PLATFORM = EnumSet.of(Role.AUDITOR, Role.OPERATOR);

    private final Rights rights;

    CurrentCaller(Rights rights) {
        this.rights = rights;
    }

    /** The login of the running request or page, whether or not it has any right here. */
    static Optional<LoginId> login() {
        return loginOf(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<LoginId> loginOf(@Nullable Authentication authentication) {
        return switch (authentication) {
            case PageLogin page -> Optional.of(page.login());
            case JwtAuthenticationToken token -> ofToken(token);
            case null, default -> Optional.empty();
        };
    }

    @Override
    public Optional<Caller> current() {
        return login().flatMap(rights::of);
    }

    @Override
    public Caller required() {
        return current().orElseThrow(() -> new AccessDeniedException("nobody who may do anything here is logged in"));
    }

    /** A logged-in person without any right sees no tenant's rows, which is not the same as nobody calling. */
    @Override
    public Optional<Set<TenantId>> ofCaller() {
        return login().map(login -> rights.of(login).map(CurrentCaller::visible).orElse(Set.of()));
    }

    private static Set<TenantId> visible(Caller caller) {
        if (caller.roles().stream().noneMatch(SEE_THE_PLATFORM::contains)) {
            return caller.tenants();
        }
        return Stream.concat(caller.tenants().stream(), Stream.of(TenantId.PLATFORM))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<LoginId> ofToken(JwtAuthenticationToken token) {
        var issuer = token.getToken().getIssuer();
        var subject = token.getToken().getSubject();
        return issuer == null || subject == null
                ? Optional.empty()
                : Optional.of(new LoginId(issuer.toString(), subject));
    }
}
