package io.dayside.reading;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Comparison;
import io.dayside.identity.ProofUnavailable;
import io.dayside.identity.StepUp;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Opens a transaction for each step, and asks for the password outside of any. */
@Service
class LeasedReadingRoom implements ReadingRoom {

    private final Desk desk;
    private final Signing signing;
    private final StepUp stepUp;

    LeasedReadingRoom(Desk desk, Signing signing, StepUp stepUp) {
        this.desk = desk;
        this.signing = signing;
        this.stepUp = stepUp;
    }

    @Override
    public OpenCase open(CaseId id) {
        return desk.open(id);
    }

    @Override
    public void judge(CaseId id, UUID finding, Judgement judgement) {
        desk.judge(id, finding, judgement);
    }

    @Override
    public void saveDraft(CaseId id, String findings, String impression) {
        desk.saveDraft(id, findings, impression);
    }

    @Override
    public void framesWhole(CaseId id, int frames) {
        desk.framesWhole(id, frames);
    }

    @Override
    public void readElsewhere(CaseId id, boolean read) {
        desk.readElsewhere(id, read);
    }

    @Override
    public void compare(CaseId id, Comparison comparison) {
        desk.compare(id, comparison);
    }

    @Override
    public SignOutcome sign(CaseId id, String password) {
        return proven(id, password, () -> signing.sign(id));
    }

    @Override
    public SignOutcome append(CaseId id, String addendum, String password) {
        return proven(id, password, () -> signing.append(id, addendum));
    }

    private SignOutcome proven(CaseId id, String password, Supplier<SignOutcome> step) {
        signing.requireHolderOrSigner(id);
        try {
            if (!stepUp.proves(password)) {
                signing.proofFailed(id);
                return new SignOutcome.ProofFailed();
            }
        } catch (ProofUnavailable _) {
            return new SignOutcome.Unproven();
        }
        return step.get();
    }
}
