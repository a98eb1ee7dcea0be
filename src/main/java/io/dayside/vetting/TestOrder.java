package io.dayside.vetting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** In which order a candidate meets the cases: each another one, so that two who talk know little. */
final class TestOrder {

    private TestOrder() {}

    /** Places from 0. */
    static List<Integer> of(UUID sitting, int cases) {
        var order = new ArrayList<>(IntStream.range(0, cases).boxed().toList());
        Collections.shuffle(order, new Random(sitting.getLeastSignificantBits()));
        return List.copyOf(order);
    }
}
