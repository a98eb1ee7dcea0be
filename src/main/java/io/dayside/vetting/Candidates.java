package io.dayside.vetting;

import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.RightsChanged;
import io.dayside.identity.Role;
import io.dayside.identity.StepUp;
import io.dayside.notices.Notice;
import io.dayside.notices.NoticeBoard;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.ReadingRoom;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.SignedReport;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.vetting.Sitting.State;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * What a candidate does in a test: each method for the one who is invited, with the case that is their turn. Others, and
 * after the end, get {@link CaseNotHeld}.
 */
@Service
public class Candidates {

    private final ExamRoom room;
    private final PracticalTestRows tests;
    private final SittingRows rows;
    private final SittingCaseRows cases;
    private final Layout layout;
    private final Outcome outcome;
    private final NoticeBoard notices;
    private final StepUp stepUp;
    private final Callers callers;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Candidates(
            ExamRoom room,
            PracticalTestRows tests,
            SittingRows rows,
            SittingCaseRows cases,
            Layout layout,
            Outcome outcome,
            NoticeBoard notices,
            StepUp stepUp,
            Callers callers,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.room = room;
        this.tests = tests;
        this.rows = rows;
        this.cases = cases;
        this.layout = layout;
        this.outcome = outcome;
        this.notices = notices;
        this.stepUp = stepUp;
        this.callers = callers;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A sitting of the caller's.
     *
     * @param signed how many of its cases are signed
     */
    public record Mine(
            Sitting sitting,
            State state,
            String title,
            String model,
            Map<Criterion, Integer> limits,
            int cases,
            int signed) {}

    /** The case that is the candidate's turn; empty once all are signed. */
    public record Turn(Mine mine, Optional<CaseId> next) {}

    /** Newest invitation first. */
    public List<Mine> mine() {
        var caller = callers.required();
        return room.call(
                () -> rows.of(caller.username()).stream().map(this::mine).toList());
    }

    private Mine mine(Sitting sitting) {
        var test = test(sitting);
        int signed = (int)
                cases.of(sitting.id()).stream().filter(SittingCase::isSigned).count();
        return new Mine(
                sitting,
                sitting.state(clock.instant()),
                test.title(),
                test.model(),
                test.pass(),
                test.cases().size(),
                signed);
    }

    /** Begins a sitting, or goes on with it. */
    public Turn take(UUID id) {
        var caller = candidate();
        return room.call(() -> {
            var sitting = rows.lock(id)
                    .filter(one -> one.username().equals(caller.username()))
                    .orElseThrow(() -> new NoSuchElementException("no such sitting"));
            if (sitting.state(clock.instant()) == State.INVITED) {
                rows.begin(id, clock.instant());
                tell(sitting, Map.of("state", "begun"));
            }
            var next = cases.of(id).stream()
                    .filter(one -> sitting.isOpen(clock.instant()) && !one.isSigned())
                    .map(one -> new CaseId(sitting.library(), one.id()))
                    .findFirst();
            return new Turn(mine(rows.find(id).orElseThrow()), next);
        });
    }

    /** @throws CaseNotHeld unless it is the caller's, and their turn */
    private OnDesk onDesk(CaseId id) {
        var caller = candidate();
        var sitting = cases.sittingOf(id.id())
                .flatMap(rows::lock)
                .filter(one -> one.username().equals(caller.username()))
                .filter(one -> one.library().equals(id.tenant()))
                .filter(one -> one.isOpen(clock.instant()))
                .orElseThrow(CaseNotHeld::new);
        var turn = cases.of(sitting.id()).stream()
                .filter(one -> !one.isSigned())
                .findFirst()
                .filter(one -> one.id().equals(id.id()))
                .orElseThrow(CaseNotHeld::new);
        return new OnDesk(sitting, test(sitting), turn, caller);
    }

    private Caller candidate() {
        var caller = callers.required();
        if (!caller.is(Role.SPECIALIST)) {
            throw new CaseNotHeld();
        }
        return caller;
    }

    private PracticalTest test(Sitting sitting) {
        return tests.version(sitting.library(), sitting.test(), sitting.version());
    }

    /** What the desk calls while a test is sat. */
    public ReadingRoom readingRoom() {
        return new TestReadingRoom(this, stepUp);
    }

    /** Whether it is still the caller's turn with that case. */
    public boolean isHeld(CaseId id) {
        return room.call(() -> {
            try {
                onDesk(id);
                return true;
            } catch (CaseNotHeld _) {
                return false;
            }
        });
    }

    /** Whether the caller may look at that study: it is one of those that they have opened in a sitting that goes on. */
    boolean mayLookAt(String username, StudyRef study) {
        return rows.hasOpened(username, study, clock.instant());
    }

    OpenCase open(CaseId id) {
        return room.call(() -> {
            cases.opened(onDesk(id).read().id(), clock.instant());
            return layout.of(onDesk(id));
        });
    }

    /**
     * What a case asks.
     *
     * @param slices in the series; 1 where there is no place to name
     */
    public record Questions(List<String> targets, Map<String, Answer> answers, int slices) {}

    public Questions questions(CaseId id) {
        return room.call(() -> {
            var desk = onDesk(id);
            return new Questions(desk.test().targets(), desk.read().answers(), layout.slices(desk));
        });
    }

    /** @throws NoSuchElementException where the test does not ask about that */
    public void answer(CaseId id, String target, Answer answer) {
        room.call(() -> {
            var desk = onDesk(id);
            if (!desk.test().targets().contains(target)) {
                throw new NoSuchElementException("the test does not ask about that");
            }
            var answers = new TreeMap<>(desk.read().answers());
            answers.put(target, answer);
            cases.answer(id.id(), answers);
            return answers;
        });
    }

    void judge(CaseId id, UUID finding, Judgement judgement) {
        room.call(() -> {
            var desk = onDesk(id);
            int claims = desk.shown().claims().size();
            for (int place = 0; place < claims; place++) {
                if (Layout.findingId(id.id(), place).equals(finding)) {
                    cases.judge(id.tenant(), id.id(), place, judgement, clock.instant());
                    note(
                            id,
                            AuditAction.FINDING_JUDGED,
                            Map.of("verdict", judgement.verdict().name()));
                    return place;
                }
            }
            throw new NoSuchElementException("no model claims this finding in this case");
        });
    }

    void saveDraft(CaseId id, String findings, String impression) {
        room.call(() -> {
            onDesk(id);
            cases.write(id.id(), findings, impression, clock.instant());
            return id;
        });
    }

    void framesWhole(CaseId id, int frames) {
        room.call(() -> {
            onDesk(id);
            cases.framesWhole(id.id(), frames);
            return id;
        });
    }

    void readElsewhere(CaseId id, boolean read) {
        room.call(() -> {
            onDesk(id);
            cases.readElsewhere(id.id(), read);
            return id;
        });
    }

    void proofFailed(CaseId id) {
        room.call(() -> {
            trail.append(AuditEvent.refused(
                    id.tenant(), AuditAction.SIGNATURE_REFUSED, object(id), Map.of("reason", "wrong password")));
            return id;
        });
    }

    /** Signs the case; with the last one the sitting ends and is marked. Signing twice answers as the first time. */
    SignOutcome sign(CaseId id) {
        return room.call(() -> {
            var before = signedBefore(id);
            if (before.isPresent()) {
                return new SignOutcome.Signed(before.get());
            }
            var desk = onDesk(id);
            var open = layout.of(desk);
            return open.missing()
                    .<SignOutcome>map(SignOutcome.NotReady::new)
                    .orElseGet(() -> new SignOutcome.Signed(sign(desk, open)));
        });
    }

    boolean hasSigned(CaseId id) {
        return room.call(() -> signedBefore(id).isPresent());
    }

    private Optional<SignedReport> signedBefore(CaseId id) {
        var caller = candidate();
        return cases.sittingOf(id.id())
                .flatMap(rows::lock)
                .filter(one -> one.username().equals(caller.username()))
                .flatMap(one -> cases.of(one.id()).stream()
                        .filter(read -> read.id().equals(id.id()))
                        .flatMap(read -> Stream.ofNullable(read.report()))
                        .findFirst());
    }

    private SignedReport sign(OnDesk desk, OpenCase open) {
        var report = report(desk, open).withDigest();
        cases.sign(desk.read().id(), report);
        note(
                open.work().id(),
                AuditAction.REPORT_SIGNED,
                Map.of("sitting", desk.sitting().id().toString(), "digest", report.digest()));
        if (cases.of(desk.sitting().id()).stream().allMatch(SittingCase::isSigned)) {
            end(desk);
        }
        return report;
    }

    private SignedReport report(OnDesk desk, OpenCase open) {
        var answers = desk.test().targets().stream()
                .map(target -> Objects.requireNonNull(desk.read().answers().get(target))
                        .words(target))
                .collect(Collectors.joining("; "));
        return new SignedReport(
                Ids.next(),
                open.work().id(),
                1,
                SignedReport.Status.FINAL,
                desk.shown().study(),
                open.draft().findings().strip(),
                open.draft().impression().strip(),
                open.claims().stream().map(Candidates::judged).toList(),
                open.images().notViewable(),
                desk.caller().subject(),
                desk.caller().username(),
                desk.caller().displayName(),
                SignedReport.MEANING + ". My answers: " + answers,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                "");
    }

    private static SignedReport.JudgedFinding judged(Claim claim) {
        var finding = claim.finding();
        return new SignedReport.JudgedFinding(
                finding.id(),
                finding.label(),
                finding.probability(),
                finding.model(),
                finding.modelVersion(),
                claim.judgement().verdict(),
                claim.judgement().words());
    }

    private void end(OnDesk desk) {
        var sitting = desk.sitting();
        var result = outcome.of(
                sitting, desk.test(), cases.of(sitting.id()), clock.instant().truncatedTo(ChronoUnit.MICROS));
        rows.end(sitting.id(), result);
        var passed = result.passed() ? "passed" : "not passed";
        tell(
                sitting,
                Map.of(
                        "state", passed,
                        "digest", result.digest(),
                        "why", String.join("; ", result.failures()),
                        "consequences", String.join(" ", result.consequences())));
        notices.post(new Notice(
                sitting.library(),
                Ids.next(),
                Notice.Kind.TEST_ENDED,
                "sitting:" + sitting.id(),
                "%s has finished the practical test %s: %s."
                        .formatted(desk.caller().displayName(), desk.test().title(), passed),
                "/tests/" + sitting.id(),
                Set.of(Role.CREDENTIALING),
                Set.of(),
                clock.instant()));
        events.publishEvent(new RightsChanged(sitting.username()));
    }

    private void tell(Sitting sitting, Map<String, String> details) {
        var all = new HashMap<>(details);
        all.put("test", sitting.test());
        all.put("sitting", sitting.id().toString());
        trail.append(
                AuditEvent.of(TenantId.PLATFORM, AuditAction.PRACTICAL_TEST, "specialist:" + sitting.username(), all));
    }

    private void note(CaseId id, AuditAction action, Map<String, String> details) {
        trail.append(AuditEvent.of(id.tenant(), action, object(id), details));
    }

    private static String object(CaseId id) {
        return "test-case:" + id.id();
    }
}
