package io.dayside.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyRegionsTests {

    @ParameterizedTest
    @CsvSource({
        "HEAD, HEAD",
        "BRAIN, HEAD",
        "CT Schädel nativ, HEAD",
        "XR chest PA, CHEST",
        "Thorax, CHEST",
        "CT abdomen + contrast, ABDOMEN",
        "LSPINE, SPINE",
        "CT cervical spine, SPINE",
        "Carotid angiography, NECK",
        "MR wrist, EXTREMITY",
        "WHOLEBODY, UNKNOWN",
    })
    void findsTheRegionInWordsOfTheTrade(String text, String region) {
        assertThat(BodyRegions.of(text)).isEqualTo(region);
    }

    @Test
    void theFirstTextThatSaysAnythingWins() {
        assertThat(BodyRegions.of("", "series 2", "CT head", "XR chest")).isEqualTo("HEAD");
    }

    @Test
    void aWordInsideAnotherWordIsNoRegion() {
        assertThat(BodyRegions.of("charmed", "overheadline")).isEqualTo("UNKNOWN");
    }
}
