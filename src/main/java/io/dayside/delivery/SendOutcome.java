package io.dayside.delivery;

/** What became of one try. */
sealed interface SendOutcome {

    /** The receiver has it: MSA-1 was AA or CA. */
    record Confirmed() implements SendOutcome {}

    /** The receiver refused it: MSA-1 was AE, AR, CE or CR. */
    record Rejected(String code) implements SendOutcome {}

    /** Nothing was heard, so it may or may not have it. */
    record Unreachable(String problem) implements SendOutcome {}
}
