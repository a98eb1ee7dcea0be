package io.dayside.collaboration;

/** In which part a specialist reads a case. */
public enum Role {
    FIRST,
    /** Independently, without what the first one said. */
    SECOND,
    /** With both independent readings at hand. */
    CONSENSUS,
    /** With a resident's preliminary report at hand. */
    ATTENDING,
    /** With a report at hand that the hospital has already. */
    OVER_READER
}
