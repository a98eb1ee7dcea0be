package io.dayside.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses calls that change something in the name of a browser's session unless our own pages make them. Browsers say
 * where a call comes from (Fetch Metadata; older ones by Origin) and pages cannot forge it. Calls with a bearer token
 * need no such proof, since browsers do not add one by themselves.
 */
final class SameOriginWrites extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final JsonMapper json;

    SameOriginWrites(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod()) || hasBearerToken(request) || isFromOurPages(request)) {
            chain.doFilter(request, response);
        } else {
            Problems.write(
                    json, request, response, HttpStatus.FORBIDDEN, "This call must come from Dayside's own pages.");
        }
    }

    private static boolean hasBearerToken(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }

    private static boolean isFromOurPages(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        // Neither header: no browser, and thus no session that somebody else could borrow.
        return origin == null
                ? request.getSession(false) == null
                : isSameHost(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isSameHost(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getRawAuthority() != null
                    && URI.create(origin).getRawAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
