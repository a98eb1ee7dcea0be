package io.dayside.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

/** A signature is checked once a minute, everything else each time. */
class RememberedTokensTests {

    private final AtomicLong checks = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private boolean keyIsKnown = true;
    private boolean isInTime = true;

    private final RememberedTokens tokens = new RememberedTokens(
            token -> {
                checks.incrementAndGet();
                if (!keyIsKnown || !isInTime || token.startsWith("forged")) {
                    throw new BadJwtException("no");
                }
                return Jwt.withTokenValue(token)
                        .header("alg", "RS256")
                        .subject(token)
                        .build();
            },
            _ -> isInTime
                    ? OAuth2TokenValidatorResult.success()
                    : OAuth2TokenValidatorResult.failure(new OAuth2Error("expired")),
            nanos::get);

    @Test
    void theSignatureOfATokenIsCheckedOnceAMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.decode("ada").getSubject()).isEqualTo("ada");
        }
        assertThat(checks).hasValue(1);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        tokens.decode("ada");
        assertThat(checks).hasValue(2);
    }

    @Test
    void aTokenThatExpiresMeanwhileIsRefusedAtOnce() {
        tokens.decode("ada");
        isInTime = false;

        assertThatThrownBy(() -> tokens.decode("ada")).isInstanceOf(BadJwtException.class);
        isInTime = true;
        tokens.decode("ada");
        assertThat(checks).as("not believed again without a look").hasValue(3);
    }

    @Test
    void aKeyThatIsWithdrawnIsBelievedForAMinuteAtMost() {
        tokens.decode("ada");
        keyIsKnown = false;
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThatThrownBy(() -> tokens.decode("ada")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void whatWasRefusedIsNotRememberedAndOneTokenNeverStandsForAnother() {
        tokens.decode("ada");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode("forged-ada")).isInstanceOf(BadJwtException.class);
        }
        assertThat(tokens.decode("eve").getSubject()).isEqualTo("eve");
        assertThat(checks).hasValue(4);
    }

    @Test
    void manyTokensTakeNoMoreRoomThanTheBound() {
        for (int i = 0; i <= RememberedTokens.MOST_KEPT; i++) {
            tokens.decode("bearer-" + i);
        }
        tokens.decode("bearer-0");

        assertThat(checks).as("forgotten with the others").hasValue(RememberedTokens.MOST_KEPT + 2L);
    }
}
