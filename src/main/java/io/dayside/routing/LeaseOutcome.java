package io.dayside.routing;

import java.util.List;

/** What became of a wish to hold a case. */
public sealed interface LeaseOutcome {

    record Held(Lease lease) implements LeaseOutcome {}

    /** Somebody else has it. */
    record HeldByOther(String displayName) implements LeaseOutcome {}

    /** The rules forbid it. To the person concerned it looks as if the case did not exist. */
    record Barred(List<RuleVerdict> refusals) implements LeaseOutcome {}

    /** It is not to be read now: still arriving, on hold or done. */
    record NotReadable(String why) implements LeaseOutcome {}
}
