package io.dayside.reading.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.priors.Prior;
import io.dayside.priors.PriorsOverview;
import io.dayside.priors.PriorsOverview.Entry;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.ReadingRoom;
import io.dayside.routing.Interruptions;
import io.dayside.routing.Lease;
import io.dayside.routing.LeaseOutcome;
import io.dayside.routing.Leases;
import io.dayside.routing.WorklistEntry;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.FixedHospitals;
import io.dayside.triage.Assessment;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import io.dayside.ui.LiveUpdates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The desk without a browser: what a key decides about, while the models look again. */
class ReadingDeskTests {

    private static final CaseId CASE = new CaseId(new TenantId("northgate"), UUID.randomUUID());

    private static final Caller CALLER =
            new Caller("subject", "okafor", "Dr Okafor", Set.of(Role.SPECIALIST), Set.of(CASE.tenant()));

    private final Room room = new Room();
    private final Held leases = new Held();
    private final Pressing pressing = new Pressing();
    private final Pages pages = new Pages();
    private final UI ui = new UI();
    private ReadingDesk desk = desk();

    @BeforeEach
    void theCaseIsOpen() {
        UI.setCurrent(ui);
        room.claimed(finding("haemorrhage"), finding("fracture"));
        desk = desk();
        ui.add(desk);
    }

    @AfterEach
    void nobodyLooks() {
        UI.setCurrent(null);
    }

    @Test
    void aKeyDecidesAboutTheSelectedFinding() {
        press("j");
        press("a");

        assertThat(room.decided).containsExactly("fracture ACCEPTED");
    }

    @Test
    void aKeyBeforeThePageShowsWhatTheModelsFoundAnewDecidesNothing() {
        room.claimed(finding("tumour"), finding("oedema"));

        press("a");

        assertThat(room.decided).isEmpty();
        assertThat(labels()).containsExactly("tumour", "oedema");
    }

    @Test
    void aKeyAfterOtherFindingsWereDrawnDecidesNothingUntilOneIsChosen() {
        room.claimed(finding("tumour"), finding("oedema"));
        poll();
        assertThat(labels()).containsExactly("tumour", "oedema");

        press("a");
        press("r");
        press("r 1");
        assertThat(room.decided).isEmpty();

        press("j");
        press("a");
        assertThat(room.decided).containsExactly("tumour ACCEPTED");
    }

    @Test
    void aKeyPressedWhileTheBrowserStillShowedTheFormerFindingsDoesNothing() {
        var before = scene();
        room.claimed(finding("tumour"), finding("oedema"));
        poll();

        press("j", before);
        press("a", before);

        assertThat(scene()).isNotEqualTo(before);
        assertThat(room.decided).isEmpty();
    }

    @Test
    void whatIsTypedOrSeenMeanwhileChangesNoKeysFinding() {
        room.claimed(finding("tumour"));
        fire(keysOrViewer("dayside-viewer"), "all-frames-whole", Map.of("event.detail.frames", 20));
        press("a");

        assertThat(labels()).containsExactly("tumour");
        assertThat(room.decided).isEmpty();
    }

    @Test
    void aCardThatStandsThereALittleLongerDecidesNothingAndGoes() {
        var accept = all(desk)
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> button.getText().equals("Accept"))
                .findFirst()
                .orElseThrow();
        room.claimed(finding("tumour"));

        accept.click();

        assertThat(room.decided).isEmpty();
        assertThat(labels()).containsExactly("tumour");
        assertThat(missing()).contains("tumour");
    }

    @Test
    void theSelectionStaysWhereTheFindingsAreTheSame() {
        press("j");
        poll();
        press("a");
        press("r 1");

        assertThat(room.decided).containsExactly("fracture ACCEPTED", "fracture REJECTED");
    }

    /** What still comes cannot be opened; the page's own heartbeat brings it. */
    @Test
    void aKeyShowsTheFirstEarlierStudyThatIsHereAndTheCaseAgain() {
        press("e");
        assertThat(viewers()).hasSize(1);
        room.earlier = List.of(earlier("1.1", Prior.State.WANTED, false), earlier("1.2", Prior.State.THERE, true));
        poll();

        press("e");
        assertThat(viewers())
                .satisfiesExactly(
                        own -> assertThat(own).startsWith("/viewer/northgate/studies/"),
                        earlier -> assertThat(earlier).isEqualTo("/viewer/northgate/studies/1.2/manifest"));

        press("e");
        assertThat(viewers()).hasSize(1);
    }

    @Test
    void goingToAFindingBringsTheCaseBack() {
        room.earlier = List.of(earlier("1.2", Prior.State.THERE, true));
        poll();
        press("e");
        assertThat(viewers()).hasSize(2);

        press("j");

        assertThat(viewers()).hasSize(1);
    }

    private List<String> viewers() {
        return all(desk)
                .filter(Viewer.class::isInstance)
                .map(viewer -> viewer.getElement().getAttribute("manifest-url"))
                .toList();
    }

    private static Entry earlier(String studyUid, Prior.State state, boolean held) {
        var ref = new StudyRef(CASE.tenant(), studyUid);
        return new Entry(new Prior(ref, LocalDate.EPOCH, "CT", "HEAD", "CT head", state), held);
    }

    @Test
    void aCaseThatCannotWaitIsShownAndGoesAgain() {
        assertThat(note().isVisible()).isFalse();

        pressing.by(work());
        poll();
        assertThat(note().isVisible()).isTrue();

        pressing.asked = Optional.empty();
        poll();
        assertThat(note().isVisible()).isFalse();
    }

    @Test
    void whoIsTooLateForItStaysAtTheDesk() {
        pressing.by(work());
        poll();

        press("t");

        assertThat(pressing.taken).containsExactly(CASE);
        assertThat(note().isVisible()).isFalse();
    }

    @Test
    void notNowIsADeclineOfTheOtherCase() {
        pressing.by(work());
        poll();

        press("x");

        assertThat(leases.declined)
                .hasSize(1)
                .allSatisfy(reason -> assertThat(reason).startsWith("not now"));
    }

    private PressingNote note() {
        return desk.getChildren()
                .filter(PressingNote.class::isInstance)
                .map(PressingNote.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private ReadingDesk desk() {
        return new ReadingDesk(
                new LeasedPlace(CASE, "okafor", room, leases, Optional.empty()),
                new ReadingDesk.Reader("okafor", ZoneOffset.UTC),
                Optional.of(new PressingNote(
                        pressing, leases, new FixedHospitals(Duration.ofSeconds(1)), pages, Clock.systemUTC(), CALLER)),
                Clock.systemUTC(),
                () -> {});
    }

    private void poll() {
        ComponentUtil.fireEvent(ui, new PollEvent(ui, true));
    }

    private void press(String chord) {
        press(chord, scene());
    }

    private void press(String chord, String scene) {
        var command = chord.equals("j") ? "following" : chord;
        fire(
                keysOrViewer("dayside-keys"),
                "page-key",
                Map.of("event.detail.command", command, "event.detail.scene", scene));
    }

    private String scene() {
        return keysOrViewer("dayside-keys").getElement().getAttribute("scene");
    }

    private static void fire(Component target, String event, Map<String, ?> data) {
        var element = target.getElement();
        element.getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(element, event, JsonMapper.shared().valueToTree(data)));
    }

    private Component keysOrViewer(String tag) {
        return all(desk)
                .filter(part -> part.getElement().getTag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    private List<String> labels() {
        return all(desk)
                .filter(part -> part.getElement().getClassList().contains("claim-label"))
                .map(part -> part.getElement().getText().substring(2))
                .toList();
    }

    private String missing() {
        return all(desk)
                .filter(part -> part.getElement().getClassList().contains("missing"))
                .map(part -> part.getElement().getText())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Component> all(Component part) {
        return Stream.concat(Stream.of(part), part.getChildren().flatMap(ReadingDeskTests::all))
                .filter(each -> !each.getElement().isTextNode());
    }

    private static ModelFinding finding(String label) {
        return new ModelFinding(
                UUID.randomUUID(), label, 0.9, true, Severity.CRITICAL, "1.2.3", 1, null, "head-ct-haemorrhage", "1");
    }

    private static Case work() {
        return new Case(
                CASE,
                "NG-26-000042",
                CaseState.OPEN,
                new StudyRef(CASE.tenant(), "1.2"),
                null,
                "NGM",
                "US-NY",
                Priority.ROUTINE,
                "A1",
                "CT",
                "HEAD",
                "CT head",
                "",
                "P-1",
                "Doe^Jane",
                null,
                "F",
                Instant.EPOCH,
                Instant.EPOCH,
                Assessment.Status.DONE,
                "",
                0.9,
                Severity.CRITICAL,
                "haemorrhage");
    }

    /** A room whose models may look again at any time. */
    private static final class Room implements ReadingRoom {

        private final List<String> decided = new ArrayList<>();
        private final Map<UUID, Judgement> judgements = new HashMap<>();
        private List<ModelFinding> findings = List.of();
        private List<Entry> earlier = List.of();

        void claimed(ModelFinding... anew) {
            findings = List.of(anew);
        }

        @Override
        public OpenCase open(CaseId id) {
            var claims = findings.stream()
                    .map(one -> new Claim(one, 1, judgements.getOrDefault(one.id(), new Judgement.Undecided()), null))
                    .toList();
            return new OpenCase(
                    work(),
                    claims,
                    new OpenCase.Draft("", "", null, null),
                    new OpenCase.ImagesRead(20, 20, List.of(), false),
                    0,
                    List.of(),
                    new PriorsOverview(PriorsOverview.Progress.UNDER_WAY, Optional.empty(), earlier));
        }

        @Override
        public void judge(CaseId id, UUID finding, Judgement judgement) {
            var claimed = findings.stream()
                    .filter(one -> one.id().equals(finding))
                    .findFirst()
                    .orElseThrow(NoSuchElementException::new);
            judgements.put(finding, judgement);
            decided.add(claimed.label() + " " + judgement.verdict());
        }

        @Override
        public void saveDraft(CaseId id, String findings, String impression) {}

        @Override
        public void framesWhole(CaseId id, int frames) {}

        @Override
        public void readElsewhere(CaseId id, boolean read) {}

        @Override
        public SignOutcome sign(CaseId id, String password) {
            return new SignOutcome.ProofFailed();
        }

        @Override
        public SignOutcome append(CaseId id, String addendum, String password) {
            return new SignOutcome.ProofFailed();
        }
    }

    /** One case may become pressing at any time. */
    private static final class Pressing implements Interruptions {

        private Optional<Interruption> asked = Optional.empty();
        private final List<CaseId> taken = new ArrayList<>();

        void by(Case work) {
            asked = Optional.of(new Interruption(new WorklistEntry(work, null, List.of(), "FRONT", null), CASE));
        }

        @Override
        public Optional<Interruption> of(String username) {
            return asked;
        }

        @Override
        public LeaseOutcome takeInstead(CaseId id, CaseId aside, String username) {
            taken.add(id);
            asked = Optional.empty();
            return new LeaseOutcome.HeldByOther("Dr Meyer");
        }
    }

    private static final class Pages implements LiveUpdates {

        private final List<Runnable> listeners = new ArrayList<>();

        @Override
        public void changed(TenantId tenant, Topic topic) {
            listeners.forEach(Runnable::run);
        }

        @Override
        public AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    private static final class Held implements Leases {

        private final List<String> declined = new ArrayList<>();

        @Override
        public LeaseOutcome take(CaseId id, String username) {
            throw new UnsupportedOperationException("it is held");
        }

        @Override
        public Optional<Lease> takeNext(String username) {
            throw new UnsupportedOperationException("one is held");
        }

        @Override
        public boolean decline(CaseId id, String username, String reason) {
            declined.add(reason);
            return true;
        }

        @Override
        public boolean heartbeat(CaseId id, String username) {
            return true;
        }

        @Override
        public void release(CaseId id, String username, String reason) {}

        @Override
        public void complete(CaseId id, String username) {}

        @Override
        public Optional<Lease> current(CaseId id) {
            return Optional.empty();
        }
    }
}
