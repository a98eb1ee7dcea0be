package io.dayside.priors;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.BodyRegions;
import io.dayside.intake.Order;
import io.dayside.intake.Orders;
import io.dayside.priors.PriorsRows.Search;
import io.dayside.priors.PriorsRows.SearchState;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One try to find and fetch a study's priors. What was found is kept, so that a later try goes on where this one ended;
 * the network is used between transactions.
 */
@Component
class PriorsFetch {

    private static final Logger log = LoggerFactory.getLogger(PriorsFetch.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int DOUBLINGS_TO_LONGEST = 7;

    /** By then the study has been read. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private final PriorsRows rows;
    private final PriorsRules rules;
    private final PriorSources sources;
    private final PriorRetrieval retrieval;
    private final FetchTurns turns;
    private final Archive archive;
    private final Orders orders;
    private final Tenants tenants;
    private final AuditTrail trail;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PriorsFetch(
            PriorsRows rows,
            PriorsRules rules,
            PriorSources sources,
            PriorRetrieval retrieval,
            FetchTurns turns,
            Archive archive,
            Orders orders,
            Tenants tenants,
            AuditTrail trail,
            MeterRegistry meters,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.sources = sources;
        this.retrieval = retrieval;
        this.turns = turns;
        this.archive = archive;
        this.orders = orders;
        this.tenants = tenants;
        this.trail = trail;
        this.meters = meters;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** How long to wait before the next try; empty when there is nothing more to do. */
    Optional<Duration> run(StudyRef ref) {
        var pause = turns.ask(ref);
        if (pause.isPresent()) {
            return pause;
        }
        try {
            return inTurn(ref);
        } finally {
            turns.leave(ref.tenant());
        }
    }

    /** One prior a turn, so that nobody waits longer for a turn than one takes. */
    private Optional<Duration> inTurn(StudyRef ref) {
        var search = rows.search(ref).filter(begun -> !begun.state().isFinal()).orElse(null);
        var study = archive.study(ref).orElse(null);
        var rule = rules.of(ref.tenant()).orElse(null);
        if (search == null || study == null || rule == null) {
            return Optional.empty();
        }
        var hospital = tenants.get(ref.tenant());
        try {
            var pacs = sources.of(hospital, rule.pacs());
            if (search.state() == SearchState.SEARCHING) {
                find(hospital, pacs, study, rule);
            }
            var wanted = wanted(ref);
            if (!wanted.isEmpty()) {
                retrieval.fetch(rule, pacs, study, wanted.getFirst());
            }
            return wanted.size() > 1 || rows.end(ref) ? Optional.of(Duration.ZERO) : Optional.empty();
        } catch (IOException e) {
            return missed(search, rule, e);
        }
    }

    private List<Prior> wanted(StudyRef study) {
        return rows.of(study).stream()
                .filter(prior -> prior.state() == Prior.State.WANTED)
                .toList();
    }

    private void find(Hospital hospital, PriorSource pacs, ArchivedStudy study, PriorsRule rule) throws IOException {
        var ref = study.ref();
        var candidates = isAskable(study.patientId()) ? pacs.studies(study.patientId()) : List.<Candidate>of();
        var current = current(hospital, study);
        var relevant = Relevance.select(
                current,
                candidates.stream()
                        .filter(candidate -> isOfSameIssuer(study, candidate))
                        .filter(candidate -> !isOrdered(ref, candidate))
                        .toList(),
                rule.most(),
                rule.years());
        transaction.executeWithoutResult(_ -> {
            rows.want(
                    ref,
                    relevant.stream()
                            .map(candidate -> candidate.asPriorOf(ref, current.modality()))
                            .toList());
            rows.mark(ref, SearchState.FETCHING, 0, "");
        });
    }

    /** What a PACS would take as a pattern would name other patients too. */
    private static boolean isAskable(String patientId) {
        return !patientId.isBlank() && patientId.chars().noneMatch(c -> c == '*' || c == '?' || c == '\\');
    }

    private static boolean isOfSameIssuer(ArchivedStudy study, Candidate candidate) {
        return study.issuerOfPatientId().isEmpty()
                || candidate.issuerOfPatientId().isEmpty()
                || study.issuerOfPatientId().equals(candidate.issuerOfPatientId());
    }

    /** What the hospital wants to have read is sent by itself. */
    private boolean isOrdered(StudyRef ref, Candidate candidate) {
        return !candidate.accessionNumber().isEmpty()
                && orders.byAccession(ref.tenant(), candidate.accessionNumber()).isPresent();
    }

    private Relevance.Current current(Hospital hospital, ArchivedStudy study) {
        var zone = hospital.facility(study.facility())
                .orElseGet(hospital::defaultFacility)
                .zone();
        var instant = study.studyInstant() == null ? study.firstReceived() : study.studyInstant();
        return new Relevance.Current(
                study.ref().studyInstanceUid(),
                LocalDate.ofInstant(instant, zone),
                study.modality(),
                BodyRegions.of(
                        study.bodyPartExamined(),
                        study.studyDescription(),
                        orders.of(study.ref()).map(Order::requestedProcedure).orElse("")));
    }

    private Optional<Duration> missed(Search search, PriorsRule rule, IOException e) {
        var study = search.study();
        int tries = search.tries() + 1;
        boolean givenUp = search.begunAt().plus(LONGEST).isBefore(clock.instant());
        log.warn(
                "{} priors cannot be had from {}: {}",
                study.tenant(),
                rule.pacs().name(),
                e.getMessage());
        meters.counter("dayside.priors.missed", "tenant", study.tenant().code()).increment();
        transaction.executeWithoutResult(_ -> {
            rows.missed(study, tries, PriorsMissed.obstacleOf(e));
            if (givenUp) {
                rows.giveUp(study);
            }
            if (givenUp || tries == 1) {
                trail.append(new AuditEvent(
                        study.tenant(),
                        AuditAction.PRIORS_MISSED,
                        "study:" + study.studyInstanceUid(),
                        AuditEvent.Outcome.FAILED,
                        Map.of("from", rule.pacs().name(), "tries", Integer.toString(tries))));
            }
        });
        return givenUp ? Optional.empty() : Optional.of(pauseAfter(tries));
    }

    private static Duration pauseAfter(int tries) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(tries - 1L, 0, DOUBLINGS_TO_LONGEST));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
