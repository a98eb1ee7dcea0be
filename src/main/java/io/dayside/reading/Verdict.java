package io.dayside.reading;

/** A specialist's decision on a model's finding. */
public enum Verdict {
    PENDING,
    ACCEPTED,
    REJECTED,
    CORRECTED
}
