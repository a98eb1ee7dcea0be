package io.dayside.collaboration;

/** What became of a step of a request for an opinion. */
public sealed interface OpinionOutcome {

    record Done(Opinion opinion) implements OpinionOutcome {}

    /**
     * What was typed cannot be taken.
     *
     * @param field which of the fields
     */
    record Invalid(String field, String reason) implements OpinionOutcome {}

    /** The step is not possible now. Nothing was changed. */
    record Refused(String reason) implements OpinionOutcome {}
}
