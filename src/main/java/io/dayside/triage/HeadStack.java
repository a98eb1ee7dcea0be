package io.dayside.triage;

import io.dayside.triage.StudyPictures.Picture;
import io.dayside.triage.model.HeadShape;
import java.util.List;
import java.util.Optional;

/** Whether a series can be a head at all, by its size and its shape, before the network is asked. */
final class HeadStack {

    /** Coarser pictures than the network was trained on show neither skull nor blood. */
    static final int LEAST_SIDE = 128;
    /** 4 cm of a head at 5 mm; a localiser or a handful of slices is no head. */
    static final int LEAST_SLICES = 8;
    /** From the base, which has no closed ring, to the top, which is all bone, a third shows one. */
    private static final int ONE_IN = 3;

    private HeadStack() {}

    /** Why these pictures of one series are not shown to the model; empty when they are. */
    static Optional<String> objection(List<Picture> stack) {
        var instance = stack.getFirst().instance();
        if (Math.min(instance.rows(), instance.columns()) < LEAST_SIDE) {
            return Optional.of(
                    "%d x %d pixels are too few for a head CT".formatted(instance.columns(), instance.rows()));
        }
        if (stack.size() < LEAST_SLICES) {
            return Optional.of(
                    stack.size() == 1
                            ? "one image is too few for a head CT"
                            : stack.size() + " images are too few for a head CT");
        }
        long ringed = stack.stream()
                .filter(picture -> HeadShape.ringed(picture.fitted()))
                .count();
        return ringed * ONE_IN < stack.size()
                ? Optional.of("no closed skull of a head's size is in the images")
                : Optional.empty();
    }
}
