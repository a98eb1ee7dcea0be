package io.dayside.reading.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StudyRef;
import io.dayside.priors.Prior;
import io.dayside.priors.PriorsObstacle;
import io.dayside.priors.PriorsOverview;
import io.dayside.priors.PriorsOverview.Entry;
import io.dayside.priors.PriorsOverview.Progress;
import io.dayside.tenancy.TenantId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlierWordsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "THERE      | true  | DONE      |             | fetched",
                "THERE      | false | DONE      |             | no longer kept here",
                "INCOMPLETE | true  | DONE      |             | fetched in part: the hospital's PACS did not give all of it",
                "INCOMPLETE | false | DONE      |             | could not be fetched: the hospital's PACS did not give it",
                "WANTED     | false | UNDER_WAY |             | being fetched",
                "WANTED     | true  | UNDER_WAY |             | being fetched",
                "WANTED     | false | UNDER_WAY | UNREACHABLE | not here yet: the hospital's PACS does not answer. It is tried again.",
                "WANTED     | false | GIVEN_UP  | NO_ROOM     | could not be fetched: the hospital's room in the archive is used up",
                "WANTED     | false | GIVEN_UP  |             | could not be fetched"
            })
    void eachStateHasItsWords(
            Prior.State state, boolean held, Progress progress, PriorsObstacle obstacle, String words) {
        var entry = entry(state, held, "CT head");
        var overview = new PriorsOverview(progress, Optional.ofNullable(obstacle), List.of(entry));
        assertThat(EarlierWords.state(overview, entry)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT_ASKED |         | The hospital's PACS is not asked for earlier studies.",
                "UNDER_WAY |         | The hospital's PACS is being asked.",
                "UNDER_WAY | REFUSED | Not looked for yet: the hospital's PACS refuses to give it. It is tried again.",
                "DONE      |         | The hospital's PACS has none that matters for the comparison.",
                "GIVEN_UP  | UNREACHABLE | They could not be looked for: the hospital's PACS does not answer.",
                "GIVEN_UP  |         | They could not be looked for."
            })
    void whereThereAreNoneItIsSaidWhy(Progress progress, PriorsObstacle obstacle, String words) {
        assertThat(EarlierWords.none(new PriorsOverview(progress, Optional.ofNullable(obstacle), List.of())))
                .isEqualTo(words);
    }

    @Test
    void noObstacleIsSaidInTheWordsOfMachines() {
        for (var obstacle : PriorsObstacle.values()) {
            var overview = new PriorsOverview(Progress.GIVEN_UP, Optional.of(obstacle), List.of());
            assertThat(EarlierWords.none(overview))
                    .doesNotContain(Arrays.stream(PriorsObstacle.values())
                            .map(Enum::name)
                            .toArray(String[]::new));
        }
    }

    @Test
    void aStudyIsNamedByDateModalityAndDescriptionOrElseRegion() {
        assertThat(EarlierWords.date(entry(Prior.State.THERE, true, "CT head"))).isEqualTo("1 Mar 2025");
        assertThat(EarlierWords.study(entry(Prior.State.THERE, true, "Schädel")))
                .isEqualTo("CT · Schädel");
        assertThat(EarlierWords.study(entry(Prior.State.THERE, true, "CT head")))
                .isEqualTo("CT head");
        assertThat(EarlierWords.study(entry(Prior.State.THERE, true, ""))).isEqualTo("CT · head");
    }

    private static Entry entry(Prior.State state, boolean held, String description) {
        var ref = new StudyRef(new TenantId("northgate"), "1.2.3");
        return new Entry(new Prior(ref, LocalDate.of(2025, 3, 1), "CT", "HEAD", description, state), held);
    }
}
