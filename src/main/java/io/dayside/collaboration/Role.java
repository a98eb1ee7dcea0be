package io.dayside.collaboration;

/** In which part a specialist reads a case. */
public enum Role {
    FIRST,
    /** Independently, without what the first one said. */
    SECOND,
    /** With both independent readings at hand. */
    CONSENSUS,
    /** One of two who differ proposes a joint report. */
    JOINT,
    /** The other of the two agrees to what is proposed, or proposes anew. */
    AGREEMENT,
    /** With a resident's preliminary report at hand. */
    ATTENDING,
    /** With a report at hand that the hospital has already. */
    OVER_READER
}
