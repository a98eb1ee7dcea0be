package io.dayside.identity;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Programs that realm {@code dayside} gives tokens to, and how Keycloak has to know them. */
enum RealmClient {
    /** For the pages: authorization code with PKCE. */
    WEB("dayside-web"),
    /** For the proof before a signature: password only, and its tokens open nothing. */
    SIGNING("dayside-signing"),
    /** For scripts that call the API. */
    API("dayside-api"),
    /** For web viewers of others, which run in the browser and have no secret: authorization code with PKCE. */
    VIEWER("dayside-viewer");

    private final String id;

    RealmClient(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** @param baseUrl our own address as browsers see it */
    ClientRepresentation representation(URI baseUrl, ViewerOrigins viewers) {
        boolean inBrowser = this == WEB || this == VIEWER;
        var representation = new ClientRepresentation();
        representation.setClientId(id);
        representation.setEnabled(this != VIEWER || !viewers.isEmpty());
        representation.setPublicClient(this == VIEWER);
        representation.setClientAuthenticatorType("client-secret");
        representation.setStandardFlowEnabled(inBrowser);
        representation.setImplicitFlowEnabled(false);
        representation.setDirectAccessGrantsEnabled(!inBrowser);
        representation.setServiceAccountsEnabled(false);
        representation.setFullScopeAllowed(this == WEB || this == API);
        var attributes = new HashMap<String, String>();
        if (inBrowser) {
            attributes.put("pkce.code.challenge.method", "S256");
        }
        switch (this) {
            case WEB -> {
                representation.setRedirectUris(List.of(baseUrl + "/login/oauth2/code/keycloak"));
                representation.setWebOrigins(List.of());
                attributes.put("post.logout.redirect.uris", baseUrl + "/*");
            }
            case VIEWER -> {
                representation.setRedirectUris(viewers.all().stream()
                        .flatMap(origin -> Stream.of(origin + "/callback", origin + "/silent-refresh.html"))
                        .toList());
                representation.setWebOrigins(viewers.all());
                attributes.put(
                        "post.logout.redirect.uris",
                        viewers.all().stream().map(origin -> origin + "/*").collect(Collectors.joining("##")));
                representation.setProtocolMappers(List.of(audience()));
            }
            case API -> representation.setProtocolMappers(List.of(audience()));
            case SIGNING -> {}
        }
        representation.setAttributes(attributes);
        return representation;
    }

    /** Tokens of this client name it as their audience, which those of others do not. */
    private ProtocolMapperRepresentation audience() {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.client.audience", id, "access.token.claim", "true"));
        return mapper;
    }
}
