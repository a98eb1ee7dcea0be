package io.dayside.identity;

import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAnyRole;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;
import static org.springframework.security.authorization.AuthorizationManagers.not;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who gets in where: probes for everybody on their own port, calls by bearer token or by the browser's session, pages by
 * login at Keycloak. Roles are those of {@link Rights} and never those of a token.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity(jsr250Enabled = true)
class SecurityChains {

    /** Vaadin builds its pages with inline scripts and evaluates what its server sends; nothing comes from elsewhere. */
    private static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'self'");

    private static final String[] ANY_ROLE =
            Arrays.stream(Role.values()).map(Role::name).toArray(String[]::new);

    private final Rights rights;
    private final JsonMapper json;
    private final Clock clock;
    private final ViewerOrigins viewers;

    SecurityChains(Rights rights, JsonMapper json, Clock clock, ViewerOrigins viewers) {
        this.rights = rights;
        this.json = json;
        this.clock = clock;
        this.viewers = viewers;
    }

    /** Requests are measured as a whole; measuring each filter of each one costs more than it says. */
    @Bean
    static SecurityObservationSettings noObservationOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    static HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(new HeaderValues());
        return firewall;
    }

    @Bean
    @Order(1)
    SecurityFilterChain probes(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain calls(HttpSecurity http, JwtDecoder tokens) throws Exception {
        return http.securityMatcher("/api/**", "/dicomweb/**", "/fhir/**", "/viewer/**")
                .cors(cors -> cors.configurationSource(viewers.rules()))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/dicomweb/**")
                        .hasAnyRole(ANY_ROLE)
                        .anyRequest()
                        .access(allOf(hasAnyRole(ANY_ROLE), not(SecurityChains::isOfAViewer))))
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(this::caller))
                                .authenticationEntryPoint(unauthenticated())
                                .accessDeniedHandler(forbidden()))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unauthenticated()).accessDeniedHandler(forbidden()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(RequestCacheConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new SessionAge(clock), SecurityContextHolderFilter.class)
                .addFilterBefore(new SameOriginWrites(json), BearerTokenAuthenticationFilter.class)
                .headers(SecurityChains::harden)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, ObjectProvider<KeycloakRealm> realms) throws Exception {
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                        "/frontend/**",
                        "/*.css",
                        "/lumo/**",
                        "/aura/**",
                        "/icons/**",
                        "/favicon.ico",
                        "/error",
                        "/session-ended",
                        "/dayside.svg")
                .permitAll());
        http.addFilterBefore(new SessionAge(clock), SecurityContextHolderFilter.class);
        http.headers(SecurityChains::harden);
        var realm = realms.getIfAvailable();
        if (realm == null) {
            return http.with(VaadinSecurityConfigurer.vaadin(), _ -> {}).build();
        }
        http.addFilterBefore(new LoginWaits(realm::isReady), OAuth2AuthorizationRequestRedirectFilter.class);
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.oauth2LoginPage("/oauth2/authorization/keycloak", "{baseUrl}"));
        http.oauth2Login(
                login -> login.withObjectPostProcessor(new ObjectPostProcessor<OAuth2LoginAuthenticationFilter>() {
                    @Override
                    public <O extends OAuth2LoginAuthenticationFilter> O postProcess(O filter) {
                        filter.setAuthenticationResultConverter(SecurityChains.this::login);
                        return filter;
                    }
                }));
        return http.build();
    }

    private PageLogin login(OAuth2LoginAuthenticationToken token) {
        if (token.getPrincipal() instanceof OidcUser user) {
            return new PageLogin(user, token.getClientRegistration().getRegistrationId(), rights);
        }
        throw new IllegalStateException("the login is not by OpenID Connect");
    }

    /** A token that a web viewer of others holds opens DICOMweb and nothing else. */
    private static AuthorizationDecision isOfAViewer(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        return new AuthorizationDecision(
                caller.get() instanceof JwtAuthenticationToken bearer && ApiTokens.isOfAViewer(bearer.getToken()));
    }

    private JwtAuthenticationToken caller(Jwt token) {
        var login = new LoginId(String.valueOf(token.getIssuer()), String.valueOf(token.getSubject()));
        return new JwtAuthenticationToken(token, rights.authorities(login));
    }

    private AuthenticationEntryPoint unauthenticated() {
        return (request, response, _) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problems.write(
                    json,
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Log in, or send a valid bearer token for the API.");
        };
    }

    private AccessDeniedHandler forbidden() {
        return (request, response, _) -> Problems.write(
                json,
                request,
                response,
                HttpStatus.FORBIDDEN,
                "Your memberships do not allow this. Your hospital's coordinator or Dayside's operator can grant it.");
    }

    private static void harden(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), geolocation=(), microphone=()"));
    }
}
