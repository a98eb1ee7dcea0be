package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.Quarantine;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.intake.QuarantineController.Became;
import io.dayside.intake.QuarantineController.Choice;
import io.dayside.intake.QuarantineController.ObjectOutcome;
import io.dayside.intake.QuarantineController.Request;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is answered where the objects of one decision come to different ends. */
class QuarantineControllerTests {

    private static final Instant RECEIVED = Instant.parse("2026-11-26T08:00:00Z");
    private static final QuarantinedInstance UNREADABLE = setAside(1);
    private static final QuarantinedInstance DECIDED_BEFORE = setAside(2);
    private static final QuarantinedInstance GONE = setAside(3);
    private static final QuarantinedInstance READABLE = setAside(4);

    @Test
    void oneThatFailsStopsNoOther() {
        var controller = new QuarantineController(new FailingQuarantine(), new FourWaiting(), new OneCoordinator());

        var outcomes = controller.decideAlike(
                "northgate", UNREADABLE.sopInstanceUid(), UNREADABLE.sha256(), new Request(Choice.REJECT, null));

        assertThat(outcomes)
                .extracting(ObjectOutcome::sopInstanceUid, ObjectOutcome::became)
                .containsExactly(
                        tuple(UNREADABLE.sopInstanceUid(), Became.UNREADABLE),
                        tuple(DECIDED_BEFORE.sopInstanceUid(), Became.ALREADY_DECIDED),
                        tuple(GONE.sopInstanceUid(), Became.NOT_SET_ASIDE),
                        tuple(READABLE.sopInstanceUid(), Became.DECIDED));
        assertThat(outcomes.getFirst().why()).contains("Nothing was changed").doesNotContain("sensitive");
    }

    private static QuarantinedInstance setAside(int number) {
        return new QuarantinedInstance(
                new StudyRef(NORTHGATE, "1.2.3"),
                "1.2.3." + number,
                "a".repeat(64),
                Reason.OTHER_CONTENT_UNDER_SAME_UID,
                "P-1",
                "",
                "NG_CT1",
                1000,
                RECEIVED.plusSeconds(number));
    }

    private static class FailingQuarantine implements Quarantine {

        @Override
        public Outcome decide(QuarantinedInstance.Id object, Decision decision, Actor by) throws IOException {
            if (object.equals(UNREADABLE.id())) {
                throw new IOException("sensitive");
            }
            if (object.equals(DECIDED_BEFORE.id())) {
                return new Outcome.AlreadyDecided();
            }
            return object.equals(GONE.id()) ? new Outcome.Unknown() : new Outcome.Decided();
        }

        @Override
        public Optional<Comparison> compare(QuarantinedInstance.Id object) {
            return Optional.empty();
        }
    }

    private static class FourWaiting implements Studies {

        @Override
        public List<QuarantinedInstance> quarantined(int limit) {
            return List.of(READABLE, GONE, DECIDED_BEFORE, UNREADABLE);
        }

        @Override
        public List<ArchivedStudy> newest(@Nullable ArchivedStudy before, int limit) {
            return List.of();
        }

        @Override
        public List<ArchivedStudy> withAccession(TenantId tenant, String accessionNumber) {
            return List.of();
        }

        @Override
        public List<ArchivedStudy> all(Collection<StudyRef> wanted) {
            return List.of();
        }

        @Override
        public Optional<ArchivedInstance> instance(TenantId tenant, String sopInstanceUid) {
            return Optional.empty();
        }

        @Override
        public Map<TenantId, Instant> lastReceived(Set<TenantId> tenants) {
            return Map.of();
        }
    }

    private static class OneCoordinator implements Callers {

        @Override
        public Optional<Caller> current() {
            return Optional.of(required());
        }

        @Override
        public Caller required() {
            return new Caller("subject", "coord.northgate", "Coordinator", Set.of(Role.COORDINATOR), Set.of(NORTHGATE));
        }
    }
}
