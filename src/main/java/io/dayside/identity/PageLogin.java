package io.dayside.identity;

import java.util.Collection;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** A person's login to the pages. Its authorities are looked up whenever somebody asks, not kept from the login. */
final class PageLogin extends OAuth2AuthenticationToken {

    private final transient Rights rights;
    private final LoginId login;

    PageLogin(OidcUser user, String registration, Rights rights) {
        super(user, Set.of(), registration);
        this.rights = rights;
        this.login = new LoginId(user.getIdToken().getIssuer().toString(), user.getSubject());
    }

    LoginId login() {
        return login;
    }

    @Override
    public Collection<GrantedAuthority> getAuthorities() {
        return rights.authorities(login);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageLogin that && login.equals(that.login);
    }

    @Override
    public int hashCode() {
        return login.hashCode();
    }
}
