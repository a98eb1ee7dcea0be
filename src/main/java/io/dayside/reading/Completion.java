package io.dayside.reading;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.collaboration.Opinions;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turns;
import io.dayside.identity.Caller;
import io.dayside.reading.SignedReport.Status;
import io.dayside.routing.Leases;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What becomes of a case when whoever holds it signs: that depends on whose turn it is. Joins the running transaction. */
@Component
class Completion {

    private final ReportWriter writer;
    private final Turns turns;
    private final Leases leases;
    private final Opinions opinions;

    Completion(ReportWriter writer, Turns turns, Leases leases, Opinions opinions) {
        this.writer = writer;
        this.turns = turns;
        this.leases = leases;
        this.opinions = opinions;
    }

    /**
     * Ends what colleagues are asked about the case too, also where whoever signs keeps it to compare.
     *
     * @return the version that was signed; of who signs none of their own the newest that they saw
     */
    SignedReport complete(OpenCase open, Caller signer) {
        opinions.withdrawAll(open.work().id(), "the report was signed");
        return switch (open.second().turn().role()) {
            case FIRST -> first(open, signer);
            case SECOND -> second(open, signer);
            case CONSENSUS -> consensus(open, signer);
            case JOINT -> propose(open, signer);
            case AGREEMENT ->
                open.second().proposes()
                        ? propose(open, signer)
                        : afterOthers(open, signer, Status.FINAL, CaseState.FINAL);
            case ATTENDING -> afterOthers(open, signer, Status.FINAL, CaseState.FINAL);
            case OVER_READER -> readOver(open, signer);
        };
    }

    private SignedReport first(OpenCase open, Caller signer) {
        return switch (open.second().turn().workflow()) {
            case SINGLE -> finish(open, signer, Status.FINAL, CaseState.FINAL);
            case DOUBLE -> firstOfTwo(open, signer);
            case SUPERVISED ->
                open.second().preliminary()
                        ? preliminary(open, signer)
                        : finish(open, signer, Status.FINAL, CaseState.FINAL);
            case OVER_READ -> toBeReadOver(open, signer);
        };
    }

    private SignedReport finish(OpenCase open, Caller signer, Status status, CaseState next) {
        var report = writer.write(open, signer, status, true);
        writer.advance(open.work().id(), next, "");
        leases.complete(open.work().id(), signer.username());
        return report;
    }

    private SignedReport firstOfTwo(OpenCase open, Caller signer) {
        var report = independent(open, signer, Role.SECOND);
        handOn(open.work(), signer, "read once, somebody else reads it independently");
        return report;
    }

    /** Whoever comes second keeps the case, to compare the two readings. */
    private SignedReport second(OpenCase open, Caller signer) {
        return independent(open, signer, Role.CONSENSUS);
    }

    /** A version that stays among the readers. */
    private SignedReport independent(OpenCase open, Caller signer, Role next) {
        var report = writer.write(open, signer, Status.PRELIMINARY, false);
        turns.read(open.work(), signer.username(), report.version(), next);
        return report;
    }

    private SignedReport preliminary(OpenCase open, Caller signer) {
        boolean told = open.second().turn().tellHospital();
        var report = writer.write(open, signer, Status.PRELIMINARY, told);
        turns.read(open.work(), signer.username(), report.version(), Role.ATTENDING);
        if (told) {
            writer.advance(open.work().id(), CaseState.PRELIMINARY, "");
        }
        handOn(open.work(), signer, "read by a resident, waits for an attending");
        return report;
    }

    private SignedReport toBeReadOver(OpenCase open, Caller signer) {
        var report = finish(open, signer, Status.FINAL, CaseState.FINAL);
        turns.read(open.work(), signer.username(), report.version(), Role.OVER_READER);
        return report;
    }

    private SignedReport consensus(OpenCase open, Caller signer) {
        if (open.second().decides() || !open.second().differs()) {
            return afterOthers(open, signer, Status.FINAL, CaseState.FINAL);
        }
        boolean themselves = open.second().turn().settledByThemselves();
        turns.read(open.work(), signer.username(), null, themselves ? Role.JOINT : Role.CONSENSUS);
        handOn(
                open.work(),
                signer,
                "the two readings differ, " + (themselves ? "both readers settle it" : "a third reader decides"));
        return newest(open.second().seen());
    }

    private SignedReport propose(OpenCase open, Caller signer) {
        var report = independent(open, signer, Role.AGREEMENT);
        handOn(open.work(), signer, "a joint report is proposed, the other reader answers it");
        return report;
    }

    private SignedReport readOver(OpenCase open, Caller signer) {
        if (open.second().differs()) {
            return afterOthers(open, signer, Status.CORRECTED, CaseState.CORRECTED);
        }
        done(open.work(), signer, null);
        leases.complete(open.work().id(), signer.username());
        return newest(open.second().seen());
    }

    private SignedReport afterOthers(OpenCase open, Caller signer, Status status, CaseState next) {
        var report = finish(open, signer, status, next);
        done(open.work(), signer, report.version());
        return report;
    }

    private void done(Case work, Caller signer, @Nullable Integer version) {
        turns.read(work, signer.username(), version, null);
    }

    private void handOn(Case work, Caller signer, String why) {
        leases.complete(work.id(), signer.username());
        writer.advance(work.id(), CaseState.READY, why);
    }

    private static SignedReport newest(List<SignedReport> seen) {
        return seen.getLast();
    }
}
