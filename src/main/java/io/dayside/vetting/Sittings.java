package io.dayside.vetting;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.identity.Callers;
import io.dayside.identity.RightsChanged;
import io.dayside.notices.Notice;
import io.dayside.notices.NoticeBoard;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.ui.PlacedTime;
import io.dayside.vetting.Sitting.Annulment;
import io.dayside.vetting.Sitting.State;
import io.dayside.workforce.EarnedCredentials;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * Who is tested, for credentialing officers. What cannot be is said by {@link IllegalArgumentException}, in words; what
 * does not exist by {@link NoSuchElementException}.
 */
@Service
@PreAuthorize("hasRole('CREDENTIALING')")
public class Sittings {

    private static final int SHORTEST_WHY = 3;
    private static final int LONGEST_WHY = 300;

    private final ExamRoom room;
    private final PracticalTestRows tests;
    private final SittingRows rows;
    private final SittingCaseRows cases;
    private final TestStudies studies;
    private final Specialists specialists;
    private final EarnedCredentials credentials;
    private final NoticeBoard notices;
    private final Callers callers;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sittings(
            ExamRoom room,
            PracticalTestRows tests,
            SittingRows rows,
            SittingCaseRows cases,
            TestStudies studies,
            Specialists specialists,
            EarnedCredentials credentials,
            NoticeBoard notices,
            Callers callers,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.room = room;
        this.tests = tests;
        this.rows = rows;
        this.cases = cases;
        this.studies = studies;
        this.specialists = specialists;
        this.credentials = credentials;
        this.notices = notices;
        this.callers = callers;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** @param missing in words, what keeps candidates from beginning; empty when nothing does */
    public record Offered(PracticalTest test, List<String> missing) {}

    /** @param state as it is now */
    public record Seated(Sitting sitting, String displayName, String title, State state) {}

    /**
     * Everything about one sitting, with the truth of each case.
     *
     * @param readings of the cases that were signed, in the order in which the candidate met them
     * @param intact whether result and reports are, to the letter, what was signed
     */
    public record Protocol(Seated seated, PracticalTest test, List<Reading> readings, boolean intact) {}

    /** Tests in use. */
    public List<Offered> offered() {
        return room.call(() -> tests.inUse().stream()
                .map(test -> new Offered(test, studies.missing(test)))
                .toList());
    }

    /** Newest invitation first. */
    public List<Seated> all() {
        return room.call(() -> {
            var titles = new HashMap<String, String>();
            return rows.all().stream()
                    .map(one -> seated(
                            one,
                            titles.computeIfAbsent(one.version(), _ -> test(one).title())))
                    .toList();
        });
    }

    public Protocol protocol(UUID id) {
        return room.call(() -> {
            var sitting = rows.find(id).orElseThrow(() -> new NoSuchElementException("no such sitting"));
            checkThatItIsNotTheirOwn(sitting.username());
            var test = test(sitting);
            var read = cases.of(id);
            return new Protocol(
                    seated(sitting, test.title()),
                    test,
                    SignedSitting.readings(test, read),
                    SignedSitting.isIntact(sitting, test, read));
        });
    }

    /** Lets somebody sit a test, and tells them. */
    public Sitting invite(String testId, String username) {
        var by = callers.required().username();
        return room.call(() -> {
            var test = tests.inUse().stream()
                    .filter(one -> one.id().equals(testId))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException("no such test"));
            var candidate =
                    specialists.find(username).orElseThrow(() -> new NoSuchElementException("no such specialist"));
            checkThatItIsNotTheirOwn(candidate.username());
            rows.lockCandidate(candidate.username());
            checkThatTheyMay(test, candidate.username());
            var now = clock.instant();
            var sitting = new Sitting(
                    test.library(),
                    Ids.next(),
                    test.id(),
                    PracticalTestRows.versionOf(test),
                    candidate.username(),
                    by,
                    now,
                    now.plus(test.open()),
                    null,
                    null,
                    null);
            rows.insert(sitting);
            cases.insert(
                    test.library(),
                    sitting.id(),
                    TestOrder.of(sitting.id(), test.cases().size()));
            tell(sitting, "invited", Map.of());
            notices.post(new Notice(
                    test.library(),
                    Ids.next(),
                    Notice.Kind.TEST_OPEN,
                    "sitting:" + sitting.id(),
                    "You are invited to a practical test: %s, %d cases, open until %s."
                            .formatted(
                                    test.title(),
                                    test.cases().size(),
                                    PlacedTime.date(sitting.openUntil(), candidate.zone())),
                    "/own-tests",
                    Set.of(),
                    Set.of(candidate.username()),
                    now));
            events.publishEvent(new RightsChanged(candidate.username()));
            return sitting;
        });
    }

    private void checkThatItIsNotTheirOwn(String candidate) {
        if (callers.required().username().equals(candidate)) {
            throw new IllegalArgumentException("Your own tests are for another officer.");
        }
    }

    private void checkThatTheyMay(PracticalTest test, String username) {
        var missing = studies.missing(test);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("This test cannot begin yet. " + String.join("; ", missing) + ".");
        }
        var now = clock.instant();
        var earlier = rows.of(username).stream()
                .filter(one -> one.test().equals(test.id()))
                .toList();
        if (earlier.stream().anyMatch(one -> one.isOpen(now))) {
            throw new IllegalArgumentException("They are invited to this test already.");
        }
        earlier.stream()
                .filter(one -> one.state(now) == State.FAILED || one.state(now) == State.LAPSED)
                .map(one -> ended(one).plus(test.again()))
                .filter(now::isBefore)
                .max(Instant::compareTo)
                .ifPresent(when -> {
                    throw new IllegalArgumentException("They did not pass lately and may try again after %s."
                            .formatted(LocalDate.ofInstant(when, ZoneOffset.UTC)));
                });
    }

    private static Instant ended(Sitting sitting) {
        return sitting.result() == null ? sitting.openUntil() : sitting.result().at();
    }

    /** Makes it as if it had not been: what it gave is taken away, what it suspended is restored. */
    public void annul(UUID id, String why) {
        var reason = why.strip();
        if (reason.length() < SHORTEST_WHY || reason.length() > LONGEST_WHY) {
            throw new IllegalArgumentException("Say why, in %d to %d characters.".formatted(SHORTEST_WHY, LONGEST_WHY));
        }
        var by = callers.required().username();
        room.call(() -> {
            var sitting = rows.lock(id).orElseThrow(() -> new NoSuchElementException("no such sitting"));
            checkThatItIsNotTheirOwn(sitting.username());
            rows.lockCandidate(sitting.username());
            if (sitting.annulment() != null) {
                throw new IllegalArgumentException("It was annulled already.");
            }
            rows.annul(id, new Annulment(clock.instant(), by, reason));
            var result = sitting.result();
            if (result != null) {
                takeBack(sitting, result, "practical test annulled: " + reason);
            }
            tell(sitting, "annulled", Map.of("reason", reason));
            events.publishEvent(new RightsChanged(sitting.username()));
            return sitting;
        });
    }

    private void takeBack(Sitting sitting, Sitting.Result result, String why) {
        var username = sitting.username();
        if (result.passed()) {
            var day = LocalDate.ofInstant(result.at(), ZoneOffset.UTC);
            credentials.withdraw(username, result.certificate(), test(sitting).model(), day, why);
            return;
        }
        var ofTheKind = rows.of(username).stream()
                .filter(one -> one.result() != null && isAboutTheSame(one, sitting))
                .toList();
        if (ofTheKind.stream().noneMatch(one -> one.state(clock.instant()) == State.FAILED)) {
            var suspended = ofTheKind.stream()
                    .filter(one -> one.id().equals(sitting.id()) || wasAnnulledSince(one, result.at()))
                    .flatMap(one -> Stream.ofNullable(one.result()))
                    .flatMap(one -> one.suspended().stream())
                    .collect(Collectors.toSet());
            credentials.restore(username, suspended, why);
        }
    }

    /** Then this one still stood, and what it suspended had to wait. */
    private static boolean wasAnnulledSince(Sitting one, Instant since) {
        return one.annulment() != null && !one.annulment().at().isBefore(since);
    }

    private boolean isAboutTheSame(Sitting one, Sitting other) {
        var earned = test(one).earned();
        var wanted = test(other).earned();
        return earned.modality().equals(wanted.modality())
                && earned.bodyRegion().equals(wanted.bodyRegion());
    }

    private Seated seated(Sitting sitting, String title) {
        var name = specialists
                .find(sitting.username())
                .map(Specialist::displayName)
                .orElse(sitting.username());
        return new Seated(sitting, name, title, sitting.state(clock.instant()));
    }

    private PracticalTest test(Sitting sitting) {
        return tests.version(sitting.library(), sitting.test(), sitting.version());
    }

    private void tell(Sitting sitting, String what, Map<String, String> more) {
        var details = new HashMap<>(more);
        details.put("test", sitting.test());
        details.put("sitting", sitting.id().toString());
        details.put("state", what);
        trail.append(AuditEvent.of(
                TenantId.PLATFORM, AuditAction.PRACTICAL_TEST, "specialist:" + sitting.username(), details));
    }
}
