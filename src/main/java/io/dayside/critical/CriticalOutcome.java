package io.dayside.critical;

/** What came of a step of a critical result. */
public sealed interface CriticalOutcome {

    record Done(CriticalResult result) implements CriticalOutcome {}

    /**
     * What was typed cannot be taken.
     *
     * @param field which of the fields
     */
    record Invalid(String field, String reason) implements CriticalOutcome {}

    /** The step is not possible now. Nothing was changed. */
    record Refused(String reason) implements CriticalOutcome {}
}
