package io.dayside.priors;

import java.io.IOException;

/** Priors that cannot be had now, for a reason that is known. The message names no patient and no study. */
final class PriorsMissed extends IOException {

    private static final long serialVersionUID = 1L;

    private final PriorsObstacle obstacle;

    PriorsMissed(PriorsObstacle obstacle, String message) {
        super(message);
        this.obstacle = obstacle;
    }

    static PriorsObstacle obstacleOf(IOException failure) {
        return failure instanceof PriorsMissed missed ? missed.obstacle : PriorsObstacle.UNREACHABLE;
    }
}
