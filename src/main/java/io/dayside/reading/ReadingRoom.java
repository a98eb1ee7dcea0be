package io.dayside.reading;

import io.dayside.cases.CaseId;
import java.util.UUID;

/** What a specialist does with a case they hold. Every method refuses who does not hold its lease. */
public interface ReadingRoom {

    /** Decides on a model's finding; kept with every change until signing. */
    void judge(CaseId id, UUID finding, Verdict verdict, String reason);

    void saveDraft(CaseId id, String findings, String impression);

    /** Signs with the password asked again. */
    SignOutcome sign(CaseId id, String password);

    /** What became of a wish to sign. */
    sealed interface SignOutcome {

        record Signed(SignedReport report) implements SignOutcome {}

        /** The password was wrong. */
        record ProofFailed() implements SignOutcome {}

        /** Something is missing; what, in words. */
        record NotReady(String why) implements SignOutcome {}
    }
}
