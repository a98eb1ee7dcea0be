package io.dayside.simulation.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of the length at which one per cent is four standard deviations. {@code ./dayside simulate --theory} makes them for
 * more loads and shares.
 */
class AgreementTests {

    private static final double ONE_PERCENT = 0.01;

    static Stream<Agreement> queues() {
        double load = 0.5;
        var byReaders = IntStream.rangeClosed(1, 4)
                .boxed()
                .flatMap(readers -> Stream.of(
                        Agreement.cobham(readers, load, new double[] {0.3, 0.3, 0.4}),
                        Agreement.interrupting(readers, load, new double[] {0.8, 0.2}),
                        Agreement.interrupting(readers, load, new double[] {0.05, 0.25, 0.7})));
        return Stream.of(
                        Stream.of(Agreement.erlang(1, load), Agreement.erlang(4, load)),
                        byReaders,
                        Agreement.oneReader(load).stream())
                .flatMap(queues -> queues);
    }

    @ParameterizedTest
    @MethodSource("queues")
    void meansAreThoseOfTheory(Agreement queue) {
        List<Agreement.Line> lines = queue.lines(1, 20_261_127);
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.ratio())
                        .as("%s class %d: %s", queue, line.classNumber(), line)
                        .isCloseTo(1, within(ONE_PERCENT)));
    }
}
