package io.dayside.sla.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.dayside.sla.ui.Selection.Show;
import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagerWordsTests {

    @Test
    void aShareIsNeverAWholeWhileOneWasLate() {
        assertThat(Amounts.share(999, 1000)).isEqualTo("99 %");
        assertThat(Amounts.share(3, 3)).isEqualTo("100 %");
    }

    @Test
    void aShareOfNothingClaimsNothing() {
        assertThat(Amounts.share(0, 0)).isEqualTo("–");
        assertThat(Amounts.median(null)).isEqualTo("–");
    }

    @Test
    void promisesAreSaidMostPressingFirst() {
        assertThat(Amounts.promises(Map.of(
                        Priority.ROUTINE, Duration.ofHours(12),
                        Priority.STAT, Duration.ofMinutes(30),
                        Priority.URGENT, Duration.ofMinutes(130))))
                .isEqualTo("STAT 30 min, urgent 2 h 10 min, routine 12 h");
    }

    @Test
    void theSelectionLivesInTheAddress() {
        var selection = new Selection("harbour", Show.LATE);

        assertThat(Selection.of(selection.parameters())).isEqualTo(selection);
    }

    @Test
    void anAddressThatSaysSomethingElseShowsEverythingOpen() {
        assertThat(Selection.of(QueryParameters.of("show", "<script>"))).isEqualTo(Selection.EVERYTHING_OPEN);
    }
}
