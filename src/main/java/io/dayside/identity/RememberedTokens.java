package io.dayside.identity;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Checks a token's signature once a minute rather than with each of the thousands of requests that a viewer sends in it.
 * Whether it is still in time is looked at each time, as are, elsewhere, the rights of who bears it.
 */
final class RememberedTokens implements JwtDecoder {

    /** How long a key that Keycloak has withdrawn may be believed on top of how long its keys are. */
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    /** Of some kilobytes each. When more are remembered all are forgotten. */
    static final int MOST_KEPT = 2_000;

    private final JwtDecoder checking;
    private final OAuth2TokenValidator<Jwt> validator;
    private final LongSupplier nanoTime;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Jwt token, long sinceNanos) {}

    /**
     * @param checking checks all
     * @param validator what else than the signature is checked
     */
    RememberedTokens(JwtDecoder checking, OAuth2TokenValidator<Jwt> validator, LongSupplier nanoTime) {
        this.checking = checking;
        this.validator = validator;
        this.nanoTime = nanoTime;
    }

    @Override
    public Jwt decode(String token) throws JwtException {
        long now = nanoTime.getAsLong();
        var known = kept.get(token);
        if (known != null
                && now - known.sinceNanos() < KEPT_NANOS
                && !validator.validate(known.token()).hasErrors()) {
            return known.token();
        }
        kept.remove(token);
        var decoded = checking.decode(token);
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(token, new Kept(decoded, now));
        return decoded;
    }
}
