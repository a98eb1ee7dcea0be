package io.dayside.delivery.ui;

import static io.dayside.delivery.ui.ReceivingFixtures.LAST;
import static io.dayside.delivery.ui.ReceivingFixtures.QUIET;
import static io.dayside.delivery.ui.ReceivingFixtures.receiving;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.intake.ReceivingStudy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivingWordsTests {

    private static String words(ReceivingStudy study, Instant now) {
        return ReceivingWords.of(study, at -> at.toString().substring(11, 16), now);
    }

    @Test
    void whereNothingIsKnownItWaitsForQuiet() {
        assertThat(words(receiving(120), LAST))
                .isEqualTo("Last image at 14:02. Waits for quiet of 5 minutes, until 14:07.");
    }

    @Test
    void theOrdersCountIsToldWithWhatIsThere() {
        assertThat(words(receiving("1.2.3", 120, 1, 200, 0, QUIET), LAST))
                .isEqualTo("Last image at 14:02. Waits for 200 images of the order, has 120;"
                        + " counts as complete at 14:07 if no more come.");
    }

    @Test
    void theModalitysCountIsToldWhereTheOrderSaysNothing() {
        assertThat(words(receiving("1.2.3", 1, 1, 0, 2, QUIET), LAST))
                .isEqualTo("Last image at 14:02. Waits for 2 images that the modality announced, has 1;"
                        + " counts as complete at 14:07 if no more come.");
    }

    @Test
    void aCountThatIsReachedIsNotWaitedFor() {
        assertThat(words(receiving("1.2.3", 200, 2, 200, 150, QUIET), LAST))
                .isEqualTo("Reopened: more images came after all had arrived. Last image at 14:02."
                        + " Waits for quiet of 5 minutes, until 14:07.");
    }

    @Test
    void whatWaitedInVainSaysWhatToDo() {
        var due = LAST.plus(QUIET);

        assertThat(words(receiving(120), due)).as("a look may come late").contains("until 14:07");
        assertThat(words(receiving(120), ReceivingWords.overdueAt(receiving(120))))
                .isEqualTo("Last image at 14:02. It should have counted as complete at 14:07."
                        + " If all images are here, say so.");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1 second",
        "PT4S, 4 seconds",
        "PT1M, 1 minute",
        "PT90S, 90 seconds",
        "PT90M, 90 minutes",
        "PT1H, 1 hour",
        "PT48H, 48 hours"
    })
    void lengthsAreTold(Duration length, String told) {
        assertThat(ReceivingWords.length(length)).isEqualTo(told);
    }
}
