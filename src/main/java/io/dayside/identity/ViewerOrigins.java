package io.dayside.identity;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Web viewers of others, named by the origin that they are served from ({@code https://viewer.example}), which may call
 * DICOMweb from the browser of somebody who has logged in there. None unless the deployment names them.
 */
@Component
class ViewerOrigins {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long PREFLIGHT_SECONDS = 3600;

    private final List<String> origins;

    /** @throws IllegalArgumentException that names every entry which is no origin, or not protected by TLS */
    ViewerOrigins(@Value("${dayside.dicomweb.allowed-origins:}") List<String> origins) {
        var unusable = origins.stream().filter(origin -> !isUsable(origin)).toList();
        if (!unusable.isEmpty()) {
            throw new IllegalArgumentException(
                    "dayside.dicomweb.allowed-origins lists origins such as https://viewer.example, without a path and"
                            + " in the clear on this machine only, and not " + String.join(", ", unusable));
        }
        this.origins = List.copyOf(origins);
    }

    private static boolean isUsable(String origin) {
        try {
            var uri = URI.create(origin);
            var host = uri.getHost();
            var scheme = uri.getScheme();
            boolean secure = "https".equals(scheme) || ("http".equals(scheme) && LOOPBACK.contains(host));
            return host != null && secure && origin.equals(scheme + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    List<String> all() {
        return origins;
    }

    boolean isEmpty() {
        return origins.isEmpty();
    }

    /** They prove who calls by a bearer token; cookies of our own pages do not count for them. */
    CorsConfigurationSource rules() {
        var rules = new UrlBasedCorsConfigurationSource();
        if (!origins.isEmpty()) {
            var dicomWeb = new CorsConfiguration();
            dicomWeb.setAllowedOrigins(origins);
            dicomWeb.setAllowedMethods(List.of("GET", "HEAD", "POST"));
            dicomWeb.setAllowedHeaders(List.of("*"));
            dicomWeb.setExposedHeaders(List.of(
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_LOCATION,
                    HttpHeaders.ETAG,
                    HttpHeaders.RETRY_AFTER,
                    HttpHeaders.WARNING));
            dicomWeb.setAllowCredentials(false);
            dicomWeb.setMaxAge(PREFLIGHT_SECONDS);
            rules.registerCorsConfiguration("/dicomweb/**", dicomWeb);
        }
        return rules;
    }
}
