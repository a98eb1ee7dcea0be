package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import java.util.List;
import java.util.Optional;

/**
 * Who should hear of a waiting case.
 *
 * @param offers readers who could begin it now, the best first, at most ten
 * @param interruption whom to interrupt; only where nobody could begin it and the case's class permits it
 */
public record Placement(CaseId id, ReadingClass rank, List<Offer> offers, Optional<Interruption> interruption) {

    /**
     * @param score higher is better; offers are sorted by it, a reader kept for scarce cases last
     * @param factors that made the score, in words
     */
    public record Offer(String reader, double score, boolean kept, List<Decision.Factor> factors) {}

    /** @param from the case that the reader would put aside */
    public record Interruption(String reader, CaseId from, ReadingClass rank) {}

    public Placement {
        offers = List.copyOf(offers);
    }
}
