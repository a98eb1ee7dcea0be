package io.dayside.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

    @Test
    void pausesDoubleFromFiveSeconds() {
        assertThat(RetryPolicy.pauseAfter(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RetryPolicy.pauseAfter(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(RetryPolicy.pauseAfter(4)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void noPauseIsLongerThanTenMinutes() {
        assertThat(RetryPolicy.pauseAfter(8)).isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryPolicy.pauseAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void triesAreCountedFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.pauseAfter(0));
    }
}
