package io.dayside.reading;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Comparison;
import java.util.UUID;

/**
 * What a specialist does with a case they hold. Every method throws {@link CaseNotHeld} to who does not hold its lease.
 * What a method has stored is durable when it returns.
 */
public interface ReadingRoom {

    OpenCase open(CaseId id);

    /**
     * Decides on a model's finding; kept with every change until signing.
     *
     * @throws java.util.NoSuchElementException when no model claims such a finding in this case
     */
    void judge(CaseId id, UUID finding, Judgement judgement);

    void saveDraft(CaseId id, String findings, String impression);

    /** Notes how many frames of the case the holder's viewer has shown whole. */
    void framesWhole(CaseId id, int frames);

    /** Notes that the holder has read, or not, the images that the viewer cannot show by other means. */
    void readElsewhere(CaseId id, boolean read);

    /**
     * Says how the holder's reading differs from what others signed before; another word replaces it until signing. It
     * holds as long as nobody signs a later version than the one it names.
     *
     * @throws IllegalArgumentException where it names no version that the holder sees
     * @throws IllegalStateException where the holder sees no reading to compare with
     */
    default void compare(CaseId id, Comparison comparison) {
        throw new IllegalStateException("there is no reading to compare with");
    }

    /**
     * Signs what the draft says, with the password asked again. Signing twice leaves one version: the second answer is
     * the first one's. Where several read a case it depends on the turn what becomes of it: a preliminary report, an
     * independent reading, the final report or a correction; who reads over and agrees signs no version of their own.
     */
    SignOutcome sign(CaseId id, String password);

    /** Adds a signed text to a report that the caller signed. */
    SignOutcome append(CaseId id, String addendum, String password);

    /** What became of a wish to sign. */
    sealed interface SignOutcome {

        record Signed(SignedReport report) implements SignOutcome {}

        /** The password was wrong. */
        record ProofFailed() implements SignOutcome {}

        /** Nobody could say whether the password was right; what was written is kept, and they may try again. */
        record Unproven() implements SignOutcome {}

        /** Something is missing; what, in words. */
        record NotReady(String why) implements SignOutcome {}
    }
}
