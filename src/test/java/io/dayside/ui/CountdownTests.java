package io.dayside.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountdownTests {

    @ParameterizedTest
    @CsvSource({
        "PT30S, due now",
        "-PT30S, due now",
        "PT1M, 1 min left",
        "PT59M59S, 59 min left",
        "PT117M, 1 h 57 min left",
        "PT7H5M, 7 h 05 min left",
        "PT11H40M, 11 h left",
        "PT50H, 2 d left",
        "-PT6M10S, 6 min over",
        "-PT1H1M, 1 h 01 min over"
    })
    void whatIsLeftIsSaidInUnitsThatAreStillUseful(Duration left, String words) {
        assertThat(Countdown.words(left)).isEqualTo(words);
    }

    @Test
    void aZoneThatTheBrowserDoesNotKnowIsUtc() {
        assertThat(ViewerZone.zone(null)).isEqualTo(ZoneOffset.UTC);
        assertThat(ViewerZone.zone("Mars/Olympus")).isEqualTo(ZoneOffset.UTC);
        assertThat(ViewerZone.place(ViewerZone.zone("America/New_York"))).isEqualTo("New York");
        assertThat(ViewerZone.place(ZoneId.of("UTC"))).isEqualTo("UTC");
    }
}
