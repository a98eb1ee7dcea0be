package io.dayside.vetting;

import io.dayside.cases.CaseId;
import io.dayside.identity.ProofUnavailable;
import io.dayside.identity.StepUp;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase;
import io.dayside.reading.ReadingRoom;
import java.util.UUID;

/** The reading room of candidates. Reports stay here: there is no patient, no clock and nobody to send them to. */
final class TestReadingRoom implements ReadingRoom {

    private final Candidates candidates;
    private final StepUp stepUp;

    TestReadingRoom(Candidates candidates, StepUp stepUp) {
        this.candidates = candidates;
        this.stepUp = stepUp;
    }

    @Override
    public OpenCase open(CaseId id) {
        return candidates.open(id);
    }

    @Override
    public void judge(CaseId id, UUID finding, Judgement judgement) {
        candidates.judge(id, finding, judgement);
    }

    @Override
    public void saveDraft(CaseId id, String findings, String impression) {
        candidates.saveDraft(id, findings, impression);
    }

    @Override
    public void framesWhole(CaseId id, int frames) {
        candidates.framesWhole(id, frames);
    }

    @Override
    public void readElsewhere(CaseId id, boolean read) {
        candidates.readElsewhere(id, read);
    }

    @Override
    public SignOutcome sign(CaseId id, String password) {
        if (!candidates.isHeld(id) && !candidates.hasSigned(id)) {
            throw new CaseNotHeld();
        }
        try {
            if (!stepUp.proves(password)) {
                candidates.proofFailed(id);
                return new SignOutcome.ProofFailed();
            }
        } catch (ProofUnavailable _) {
            return new SignOutcome.Unproven();
        }
        return candidates.sign(id);
    }

    /** What was signed in a test is marked at once and stays as it is. */
    @Override
    public SignOutcome append(CaseId id, String addendum, String password) {
        return new SignOutcome.NotReady("A reading in a test cannot be added to.");
    }
}
