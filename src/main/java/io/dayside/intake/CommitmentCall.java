package io.dayside.intake;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls a sender where its hospital's configuration says, with the role of the provider of storage commitment. */
@Component
class CommitmentCall {

    private static final Logger log = LoggerFactory.getLogger(CommitmentCall.class);

    /** For each answer; shorter than usual, since a thread of background work waits for it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Tenants tenants;
    private final HospitalCalls calls;

    CommitmentCall(Tenants tenants, HospitalCalls calls) {
        this.tenants = tenants;
        this.calls = calls;
    }

    sealed interface Outcome {

        /** The sender has the report. */
        record Taken() implements Outcome {}

        /** It was reached and answered with another status than success. */
        record Refused(String problem) implements Outcome {}

        /** Nothing was heard, so it may or may not have it. */
        record Unreachable(String problem) implements Outcome {}
    }

    /** Tells it what was found. */
    Outcome tell(Commitment commitment) {
        var hospital = tenants.get(commitment.tenant());
        var destination = hospital.destination(commitment.sender()).orElse(null);
        if (destination == null) {
            return new Outcome.Unreachable("the configuration names no address for it");
        }
        var contexts = PresentationContext.single(
                UID.StorageCommitmentPushModel, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);
        try (var client = DimseClient.connect(
                HospitalCalls.address(destination),
                hospital.aeTitle(),
                commitment.sender(),
                contexts,
                calls.options(destination)
                        .asProviderOf(UID.StorageCommitmentPushModel)
                        .withLongestWait(LONGEST_WAIT))) {
            int status = commitment.result().report(client);
            release(client);
            return status == Status.Success
                    ? new Outcome.Taken()
                    : new Outcome.Refused("status %04X".formatted(status));
        } catch (IOException e) {
            log.info("{} {} is not told of a commitment: {}", hospital.id(), commitment.sender(), e.getMessage());
            return new Outcome.Unreachable(e.getClass().getSimpleName());
        }
    }

    /** Many close the connection as soon as they have the report; it is told all the same. */
    private static void release(DimseClient client) {
        try {
            client.release();
        } catch (IOException e) {
            log.debug("the association of a commitment's report was not released: {}", e.getMessage());
        }
    }
}
