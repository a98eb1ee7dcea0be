package io.dayside.collaboration;

import io.dayside.cases.CaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read a case.
 *
 * @param readBy usernames of who has read it
 * @param rule name of the hospital's rule that asks for this; empty where none does
 * @param subspecialty that the reader must have; empty where any will do
 * @param tellHospital whether the hospital receives a preliminary report
 * @param within how long after the first report it is to be read over, or how long two who differ may take for a joint
 *     report; zero where neither is asked for
 * @param since when it began to wait for this reading; absent for the first
 * @param dueAt when this reading is due beside the case's own promise; absent where that is all
 * @param only usernames of those of whom one reads it; empty where anybody may
 * @param again usernames of those who may take it besides, though they have read it
 * @param asked usernames of who was asked for an opinion on a case that is read independently: they know what one of its
 *     readers asks, and are none of them
 */
public record Turn(
        Workflow workflow,
        Role role,
        Set<String> readBy,
        String rule,
        String subspecialty,
        boolean tellHospital,
        Duration within,
        @Nullable Instant since,
        @Nullable Instant dueAt,
        Set<String> only,
        Set<String> again,
        Set<String> asked) {

    /** Nobody has read it, and one will do. */
    public static final Turn ONLY =
            new Turn(Workflow.SINGLE, Role.FIRST, Set.of(), "", "", true, Duration.ZERO, null, null);

    public Turn {
        readBy = Set.copyOf(readBy);
        only = Set.copyOf(only);
        again = Set.copyOf(again);
        asked = Set.copyOf(asked);
    }

    /** Which anybody may take who has not read it. */
    public Turn(
            Workflow workflow,
            Role role,
            Set<String> readBy,
            String rule,
            String subspecialty,
            boolean tellHospital,
            Duration within,
            @Nullable Instant since,
            @Nullable Instant dueAt) {
        this(workflow, role, readBy, rule, subspecialty, tellHospital, within, since, dueAt, Set.of(), Set.of());
    }

    /** Of which nobody was asked for an opinion. */
    public Turn(
            Workflow workflow,
            Role role,
            Set<String> readBy,
            String rule,
            String subspecialty,
            boolean tellHospital,
            Duration within,
            @Nullable Instant since,
            @Nullable Instant dueAt,
            Set<String> only,
            Set<String> again) {
        this(workflow, role, readBy, rule, subspecialty, tellHospital, within, since, dueAt, only, again, Set.of());
    }

    /** Usernames of those who are not given it for what they know of it, where it is not for some alone. */
    public Set<String> barred() {
        return Stream.concat(readBy.stream().filter(reader -> !again.contains(reader)), asked.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same where these were asked for an opinion. It matters only where two read independently. */
    public Turn asking(Set<String> colleagues) {
        return workflow == Workflow.DOUBLE
                ? new Turn(
                        workflow,
                        role,
                        readBy,
                        rule,
                        subspecialty,
                        tellHospital,
                        within,
                        since,
                        dueAt,
                        only,
                        again,
                        colleagues)
                : this;
    }

    /** The same for whoever has not read it, whatever became of the readings before: whom one may ask about it. */
    public Turn toAnybody() {
        return new Turn(
                workflow, role, readBy, rule, subspecialty, tellHospital, within, since, dueAt, Set.of(), Set.of());
    }

    /** Whether a resident may take it: somebody reads it after them. */
    public boolean forResidents() {
        return workflow == Workflow.SUPERVISED && role == Role.FIRST;
    }

    /** Whether whoever reads it now must not see what others wrote of it. */
    public boolean blind() {
        return workflow == Workflow.DOUBLE && (role == Role.FIRST || role == Role.SECOND);
    }

    /** Whether two who differ settle it between themselves before a third is asked. */
    public boolean settledByThemselves() {
        return workflow == Workflow.DOUBLE && within.isPositive();
    }

    /** Whether a case in that state waits for this reading. A case that is read over is final already. */
    public boolean waits(CaseState state) {
        return switch (state) {
            case READY, OFFERED -> true;
            case FINAL, ADDENDUM, CORRECTED -> role == Role.OVER_READER;
            case AWAITING_IMAGES, AWAITING_ORDER, OPEN, ON_HOLD, HANDED_OVER, PRELIMINARY, CANCELLED -> false;
        };
    }

    /** What the worklist says of it; empty for a first reading. */
    public String words() {
        return switch (role) {
            case FIRST -> "";
            case SECOND -> "second, independent reading";
            case CONSENSUS ->
                only.isEmpty()
                        ? "two readings are in, decide between them"
                        : "your reading and a colleague's are in, compare them";
            case JOINT -> "your reading and a colleague's differ, propose a joint report";
            case AGREEMENT -> "your colleague proposes a joint report, agree or propose anew";
            case ATTENDING -> "a resident has read it, an attending signs";
            case OVER_READER -> "final at the hospital, to be read over";
        };
    }
}
