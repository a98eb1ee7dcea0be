package io.dayside.reading.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StillOrderTests {

    private static List<String> keep(List<String> shown, List<String> fresh) {
        return StillOrder.keep(shown, fresh, row -> row.substring(0, 1));
    }

    @Test
    void rowsKeepTheirPlacesAndTakeTheirNewContent() {
        assertThat(keep(List.of("a1", "b1", "c1"), List.of("c2", "a2", "b2"))).containsExactly("a2", "b2", "c2");
    }

    @Test
    void newRowsQueueAtTheEndAndGoneRowsLeave() {
        assertThat(keep(List.of("a1", "b1"), List.of("z", "b2", "y"))).containsExactly("b2", "z", "y");
    }

    @Test
    void anEmptyListTakesTheFreshOrder() {
        assertThat(StillOrder.keep(List.of(), List.of("b", "a"), Function.identity()))
                .containsExactly("b", "a");
    }
}
