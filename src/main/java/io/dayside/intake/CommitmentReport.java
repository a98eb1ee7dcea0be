package io.dayside.intake;

import io.dayside.archive.Safekeeping;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.service.CommitmentHandler.SameAssociation;
import io.dayside.dicom.service.CommitmentResult.Failure;
import io.dayside.dicom.service.ReferencedInstance;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks what a sender wants us to answer for and tells it. Objects are read, and the network is used, between
 * transactions. What was found is kept, so that each try reports the same.
 */
@Component
class CommitmentReport {

    private static final Logger log = LoggerFactory.getLogger(CommitmentReport.class);

    /** A sender that waits for the report on its association says nothing for so long; others release it sooner. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    /** A sender that refuses the same report this often will not take it. */
    static final int MOST_REFUSALS = 5;

    /** Whoever has been away this long asks again. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final CommitmentRows rows;
    private final Safekeeping safekeeping;
    private final CommitmentTurns turns;
    private final CommitmentCall call;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CommitmentReport(
            CommitmentRows rows,
            Safekeeping safekeeping,
            CommitmentTurns turns,
            CommitmentCall call,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.safekeeping = safekeeping;
        this.turns = turns;
        this.call = call;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Whether there is nothing left to do because the sender waited and took the report. */
    boolean bySameAssociation(TenantId tenant, UUID id, SameAssociation same) throws IOException {
        var commitment = transaction.execute(_ -> rows.find(tenant, id).orElseThrow());
        if (!same.isPeerSilent(SILENCE)) {
            return false;
        }
        var reasons = check(Objects.requireNonNull(commitment), () -> same.isPeerSilent(Duration.ZERO));
        if (reasons.isEmpty()) {
            return false;
        }
        var checked = keep(commitment.checked(reasons.get()));
        if (checked.state().isFinal()) {
            return true;
        }
        if (same.report(checked.result()) != Status.Success) {
            return false;
        }
        end(checked, Commitment.State.REPORTED, checked.tries() + 1, "");
        return true;
    }

    /** How long to wait before the next try; empty when there is nothing more to do. */
    Optional<Duration> byNewAssociation(TenantId tenant, UUID id) {
        var found = transaction.execute(_ -> rows.find(tenant, id)).orElseThrow();
        if (found.state().isFinal()) {
            return Optional.empty();
        }
        if (found.requestedAt().plus(LONGEST).isBefore(clock.instant())) {
            return giveUp(found, found.tries(), "not told within " + LONGEST.toDays() + " days");
        }
        var later = turns.ask(found);
        if (later.isPresent()) {
            return later;
        }
        try {
            return inTurn(found);
        } finally {
            turns.leave(found);
        }
    }

    private Optional<Duration> inTurn(Commitment found) {
        var commitment = found.state() == Commitment.State.CHECKED ? found : keep(checked(found));
        if (commitment.state().isFinal()) {
            return Optional.empty();
        }
        return record(commitment, call.tell(commitment));
    }

    private Commitment checked(Commitment commitment) {
        try {
            return commitment.checked(check(commitment, () -> true).orElseThrow());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface StillWanted {
        boolean isSo() throws IOException;
    }

    /** One reason for each reference; empty when it is no longer wanted. */
    private Optional<List<Integer>> check(Commitment commitment, StillWanted wanted) throws IOException {
        var reasons = new ArrayList<Integer>();
        for (var instance : commitment.request().instances()) {
            if (!wanted.isSo()) {
                return Optional.empty();
            }
            reasons.add(reason(commitment.tenant(), instance));
        }
        return Optional.of(reasons);
    }

    /** PS3.3 C.14.1.1. */
    private int reason(TenantId tenant, ReferencedInstance instance) throws IOException {
        return switch (safekeeping.check(tenant, instance.sopClassUid(), instance.sopInstanceUid())) {
            case SAFE -> 0;
            case ABSENT -> Failure.NoSuchObjectInstance;
            case OTHER_CLASS -> Failure.ClassInstanceConflict;
            case DAMAGED -> Failure.ProcessingFailure;
        };
    }

    /** What is kept by then, perhaps by another thread. */
    private Commitment keep(Commitment checked) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            rows.keepChecked(checked);
            return rows.find(checked.tenant(), checked.id()).orElseThrow();
        }));
    }

    private Optional<Duration> record(Commitment commitment, CommitmentCall.Outcome outcome) {
        int tries = commitment.tries() + 1;
        return switch (outcome) {
            case CommitmentCall.Outcome.Taken _ -> {
                turns.wasHeard(commitment);
                end(commitment, Commitment.State.REPORTED, tries, "");
                yield Optional.empty();
            }
            case CommitmentCall.Outcome.Refused(var problem) -> {
                turns.wasHeard(commitment);
                int refusals = commitment.refusals() + 1;
                yield refusals >= MOST_REFUSALS
                        ? giveUp(commitment, tries, problem)
                        : again(commitment, tries, refusals, problem, CommitmentTask.pauseAfter(tries));
            }
            case CommitmentCall.Outcome.Unreachable(var problem) ->
                again(commitment, tries, commitment.refusals(), problem, turns.wasAway(commitment, tries));
        };
    }

    private Optional<Duration> again(Commitment commitment, int tries, int refusals, String problem, Duration pause) {
        transaction.executeWithoutResult(_ -> rows.keepTry(commitment, tries, refusals, problem));
        return Optional.of(pause);
    }

    private Optional<Duration> giveUp(Commitment commitment, int tries, String problem) {
        log.warn("{} {} cannot be told of a commitment: {}", commitment.tenant(), commitment.sender(), problem);
        end(commitment, Commitment.State.GIVEN_UP, tries, problem);
        return Optional.empty();
    }

    private void end(Commitment commitment, Commitment.State state, int tries, String problem) {
        transaction.executeWithoutResult(_ -> {
            if (rows.end(commitment, state, tries, problem)) {
                trail.append(ended(commitment, state, tries));
            }
        });
    }

    private static AuditEvent ended(Commitment commitment, Commitment.State state, int tries) {
        var result = commitment.result();
        return new AuditEvent(
                commitment.tenant(),
                AuditAction.COMMITMENT_REPORTED,
                "commitment:" + result.transactionUid(),
                state == Commitment.State.REPORTED ? AuditEvent.Outcome.SUCCESS : AuditEvent.Outcome.FAILED,
                Map.of(
                        "to",
                        commitment.sender(),
                        "committed",
                        Integer.toString(result.committed().size()),
                        "failed",
                        Integer.toString(result.failures().size()),
                        "tries",
                        Integer.toString(tries)));
    }
}
