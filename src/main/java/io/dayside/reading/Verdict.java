package io.dayside.reading;

/** A specialist's decision on a model's finding, as it is stored and sent. */
public enum Verdict {
    PENDING,
    ACCEPTED,
    REJECTED,
    CORRECTED
}
