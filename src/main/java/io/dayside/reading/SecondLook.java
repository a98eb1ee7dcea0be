package io.dayside.reading;

import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.reading.OpenCase.Draft;
import io.dayside.reading.SignedReport.JudgedFinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What whoever holds a case may know of its other readers.
 *
 * @param seen what they signed, oldest first; none where the holder reads first or independently
 * @param comparison what the holder has said of it so far
 * @param byResident whether the holder is a resident
 * @param preliminary whether what the holder signs is a resident's report, which an attending reads after them
 * @param decides whether the holder decides between others' readings rather than compare them with their own
 * @param thirdAsked whether two differ and somebody else is to decide
 */
public record SecondLook(
        Turn turn,
        boolean byResident,
        boolean preliminary,
        List<SignedReport> seen,
        Optional<Comparison> comparison,
        boolean decides,
        boolean thirdAsked) {

    /** Of a case that one person reads. */
    public static final SecondLook NONE =
            new SecondLook(Turn.ONLY, false, false, List.of(), Optional.empty(), false, false);

    public SecondLook {
        seen = List.copyOf(seen);
    }

    /** What the holder's signature means; 21 CFR 11.50. */
    public String meaning() {
        if (preliminary) {
            return SignedReport.MEANING_OF_PRELIMINARY;
        }
        if (proposes()) {
            return SignedReport.MEANING_OF_PROPOSAL;
        }
        return turn.blind() ? SignedReport.MEANING_OF_INDEPENDENT : SignedReport.MEANING;
    }

    /** Whether the holder is one of two who settle between them where they differ. */
    public boolean settles() {
        return turn.role() == Role.JOINT || turn.role() == Role.AGREEMENT;
    }

    /** Whether what the holder signs is a joint report that the other reader is still to agree to. */
    public boolean proposes() {
        return turn.role() == Role.JOINT || (turn.role() == Role.AGREEMENT && differs());
    }

    /** Whether a resident holds what no attending would read after them any more. */
    boolean wantsAnAttending() {
        return byResident && !turn.forResidents();
    }

    /** Whether the holder must say if they agree with what they see. */
    public boolean mustCompare() {
        return switch (turn.role()) {
            case FIRST, SECOND, JOINT -> false;
            case CONSENSUS -> !decides && !thirdAsked;
            case AGREEMENT, ATTENDING, OVER_READER -> true;
        };
    }

    /** The newest version that the holder sees; 0 where they see none. */
    public int newestSeen() {
        return seen.isEmpty() ? 0 : seen.getLast().version();
    }

    /** Whether a version was signed since the holder said how it compares: that word holds no longer. */
    public boolean outdated() {
        return comparison.filter(one -> one.version() != newestSeen()).isPresent();
    }

    public boolean differs() {
        return comparison.map(one -> one.radpeer().differs()).orElse(false);
    }

    /** What stands in the way of signing, in words; empty when nothing does. */
    Optional<String> missing(Draft draft, List<JudgedFinding> decided) {
        if (wantsAnAttending()) {
            return Optional.of("Meanwhile this case became one that no attending reads after you. Give it back.");
        }
        if (thirdAsked && !decides) {
            return Optional.of("Meanwhile a third reader was asked to decide. Give it back.");
        }
        if (!mustCompare()) {
            return Optional.empty();
        }
        if (comparison.isEmpty()) {
            return Optional.of(
                    turn.role() == Role.CONSENSUS
                            ? "Say first whether the two readings agree."
                            : "Say first whether you agree with the report.");
        }
        if (outdated()) {
            return Optional.of("%s signed version %d since you compared. Read it and say again whether you agree."
                    .formatted(seen.getLast().signerName(), newestSeen()));
        }
        if (turn.role() == Role.CONSENSUS || isChanged(draft, decided) == differs()) {
            return Optional.empty();
        }
        if (differs()) {
            return Optional.of("You differ, and the report says the same as before.");
        }
        return turn.role() == Role.OVER_READER || turn.role() == Role.AGREEMENT
                ? Optional.of("You agree, and yet you changed the report.")
                : Optional.empty();
    }

    private boolean isChanged(Draft draft, List<JudgedFinding> decided) {
        var before = seen.stream()
                .filter(report -> report.status() != SignedReport.Status.APPENDED)
                .toList();
        return !before.isEmpty()
                && !(says(before.getLast(), draft)
                        && (turn.role() != Role.AGREEMENT
                                || verdicts(before.getLast().verdicts()).equals(verdicts(decided))));
    }

    private static boolean says(SignedReport report, Draft draft) {
        return report.findings().equals(draft.findings().strip())
                && report.impression().equals(draft.impression().strip());
    }

    /** Of each claim: both sign what was decided, not the words alone. */
    private static Map<UUID, String> verdicts(List<JudgedFinding> decided) {
        return decided.stream()
                .collect(Collectors.toMap(JudgedFinding::finding, one -> one.verdict() + " " + one.reason()));
    }
}
