package io.dayside.cases;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a case is put aside. {@link #name()} is the reason given to {@link Cases#advance} with ON_HOLD. */
public enum HoldReason {
    QUESTION_TO_HOSPITAL(true),
    IMAGES_INCOMPLETE(true),
    SECOND_OPINION(false),
    TECHNICAL_FAULT(false);

    private final boolean hospitals;

    HoldReason(boolean hospitals) {
        this.hospitals = hospitals;
    }

    /** Whether the hospital is waited for: only then the turnaround clock pauses. */
    public boolean pausesClock() {
        return hospitals;
    }

    /** The reason of that name; empty for any other text. */
    public static Optional<HoldReason> named(String reason) {
        return Stream.of(values()).filter(one -> one.name().equals(reason)).findFirst();
    }
}
