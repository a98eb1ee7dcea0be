package io.dayside.sla;

/** With what a case's clock begins. */
public enum ClockBegin {
    /** The hospital's order came. Never later than the complete study: an order that comes after it gives no more time. */
    ORDER,
    /** The study was first complete. */
    STUDY_COMPLETE
}
