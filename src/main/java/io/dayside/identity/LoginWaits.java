package io.dayside.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells whoever wants to log in before Keycloak has been set up to wait, and tries again for them. */
final class LoginWaits extends OncePerRequestFilter {

    private static final String PAGE = "login-waits.html";
    private static final String RETRY_SECONDS = "5";

    private final BooleanSupplier ready;

    LoginWaits(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getServletPath();
        boolean aboutLogin = path.startsWith("/oauth2/") || path.startsWith("/login/oauth2/");
        return !aboutLogin || ready.getAsBoolean();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        try (InputStream page = LoginWaits.class.getResourceAsStream(PAGE)) {
            if (page == null) {
                throw new IllegalStateException(PAGE + " is missing from the class path");
            }
            page.transferTo(response.getOutputStream());
        }
    }
}
