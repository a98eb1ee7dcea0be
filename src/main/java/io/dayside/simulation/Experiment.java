package io.dayside.simulation;

import java.util.List;

/** Variants that are to be compared, and the seeds on which. */
public record Experiment(List<Variant> variants, List<Long> seeds) {

    public Experiment {
        variants = List.copyOf(variants);
        seeds = List.copyOf(seeds);
    }
}
