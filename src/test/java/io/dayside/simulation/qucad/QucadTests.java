package io.dayside.simulation.qucad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dayside.simulation.theory.Queues;
import java.util.List;
import org.junit.jupiter.api.Test;

class QucadTests {

    private static final long SEED = 20_261_127;

    private static QucadRun.Row row(List<QucadRun.Row> rows, String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    private static double wait(List<QucadRun.Row> rows, String name, Protocol protocol) {
        return row(rows, name).under(protocol).waiting().mean();
    }

    /** The example of the manual, whose figures are means of a simulation too. */
    @Test
    void theManualsExampleComesOut() {
        var model = QucadModel.of(0.8, 2, 0.1, new QucadModel.Minutes(5, 10, 10), true, 0.1, 0.9, 0.1, 0);
        var rows = new QucadRun(model, 20, 100_000, 5_000, SEED).rows();
        assertThat(wait(rows, "diseased", Protocol.WITHOUT_AI)).isCloseTo(18.29, within(0.02 * 18.29));
        assertThat(wait(rows, "non-diseased", Protocol.WITHOUT_AI)).isCloseTo(18.29, within(0.02 * 18.29));
        assertThat(wait(rows, "diseased", Protocol.PRIORITY)).isCloseTo(2.57, within(0.03 * 2.57));
        assertThat(wait(rows, "non-diseased", Protocol.PRIORITY)).isCloseTo(19.98, within(0.02 * 19.98));
        assertThat(wait(rows, "AI-positive", Protocol.PRIORITY)).isCloseTo(0.39, within(0.02));
        assertThat(wait(rows, "AI-negative", Protocol.PRIORITY)).isCloseTo(22.16, within(0.02 * 22.16));
    }

    /** Equal reading times and one reader: classes of theory, and Little's law between the two outcomes. */
    @Test
    void withOneReaderTheoryGivesEachClass() {
        var model = QucadModel.of(0.7, 1, 0.2, new QucadModel.Minutes(10, 10, 10), false, 0.3, 0.8, 0.1, 0);
        var rows = new QucadRun(model, 10, 100_000, 2_000, SEED).rows();
        double positive = 0.8 * (0.3 * 0.8 + 0.7 * 0.1);
        double[] rates = {0.2 * 0.07, positive * 0.07, (0.8 - positive) * 0.07};
        double[] expected = Queues.mmcPriority(1, rates, 10);
        assertThat(wait(rows, "interrupting", Protocol.PRIORITY)).isCloseTo(expected[0], within(0.02 * expected[0]));
        assertThat(wait(rows, "AI-positive", Protocol.PRIORITY)).isCloseTo(expected[1], within(0.02 * expected[1]));
        assertThat(wait(rows, "AI-negative", Protocol.PRIORITY)).isCloseTo(expected[2], within(0.03 * expected[2]));
        var cell = row(rows, "AI-positive").under(Protocol.PRIORITY);
        assertThat(cell.inSystem().mean() - cell.waiting().mean()).isCloseTo(10, within(0.15));
    }

    @Test
    void aModelThatFlagsNothingChangesNothing() {
        var model = QucadModel.of(0.8, 2, 0, new QucadModel.Minutes(5, 10, 5), true, 0.1, 0, 0, 0);
        var rows = new QucadRun(model, 3, 5_000, 100, SEED).rows();
        assertThat(row(rows, "diseased").under(Protocol.PRIORITY).change().mean())
                .isZero();
        assertThat(rows).extracting(QucadRun.Row::name).doesNotContain("AI-positive", "interrupting");
    }

    @Test
    void aSlowModelSavesLess() {
        var fast = QucadModel.of(0.8, 1, 0, new QucadModel.Minutes(5, 10, 10), true, 0.1, 0.9, 0.1, 0);
        var slow = QucadModel.of(0.8, 1, 0, new QucadModel.Minutes(5, 10, 10), true, 0.1, 0.9, 0.1, 15);
        double afterFast = wait(new QucadRun(fast, 5, 20_000, 1_000, SEED).rows(), "AI-positive", Protocol.PRIORITY);
        double afterSlow = wait(new QucadRun(slow, 5, 20_000, 1_000, SEED).rows(), "AI-positive", Protocol.PRIORITY);
        assertThat(afterSlow).isBetween(afterFast + 3, afterFast + 15);
    }

    /** Two groups, a model for each; by rank the first disease gains and the second loses, against equal flags. */
    @Test
    void ranksPutOneFlagBeforeTheOther() {
        var groups = List.of(
                new QucadModel.Group("CT", 0.5, List.of(new QucadModel.Disease("A", 1, 0.4, 10)), 10),
                new QucadModel.Group("MR", 0.5, List.of(new QucadModel.Disease("B", 2, 0.4, 10)), 10));
        var models = List.of(
                new QucadModel.Model("one", "CT", "A", 0.9, 0.3, 0),
                new QucadModel.Model("two", "MR", "B", 0.9, 0.3, 0));
        var rows = new QucadRun(new QucadModel(0.8, 1, 0, 5, true, groups, models), 5, 50_000, 1_000, SEED).rows();
        assertThat(wait(rows, "A in CT", Protocol.HIERARCHY)).isLessThan(wait(rows, "A in CT", Protocol.PRIORITY));
        assertThat(wait(rows, "B in MR", Protocol.HIERARCHY)).isGreaterThan(wait(rows, "B in MR", Protocol.PRIORITY));
        double first = 0.08 * 0.5 * (0.4 * 0.9 + 0.6 * 0.3);
        double[] expected = Queues.mmcInterrupting(1, new double[] {2 * first, 0.08 - 2 * first}, 10);
        assertThat(wait(rows, "AI-positive", Protocol.PRIORITY)).isCloseTo(expected[0], within(0.03 * expected[0]));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> QucadModel.of(1, 2, 0.1, new QucadModel.Minutes(5, 10, 10), true, 0.1, 0.9, 0.1, 0))
                .hasMessageContaining("traffic");
        assertThatThrownBy(() -> QucadModel.of(0.8, 2, 0.1, new QucadModel.Minutes(5, 10, 10), true, 1.1, 0.9, 0.1, 0))
                .hasMessageContaining("prevalence");
        var group = new QucadModel.Group("CT", 1, List.of(), 10);
        var stray = new QucadModel.Model("one", "CT", "A", 0.9, 0.3, 0);
        assertThatThrownBy(() -> new QucadModel(0.8, 1, 0, 5, true, List.of(group), List.of(stray)))
                .hasMessageContaining("looks for A in CT");
    }
}
