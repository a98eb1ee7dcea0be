package io.dayside.reading;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turns;
import io.dayside.collaboration.Workflow;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.priors.Priors;
import io.dayside.priors.PriorsOverview;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.OpenCase.Draft;
import io.dayside.routing.Leases;
import io.dayside.triage.Assessment;
import io.dayside.triage.Assessments;
import io.dayside.triage.ModelFinding;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What lies before the specialist who holds a case, and the small steps on the way to signing. */
@Component
@Transactional
class Desk {

    private static final int MOST_PRIORS = 5;

    private final Callers callers;
    private final Leases leases;
    private final Cases cases;
    private final Assessments assessments;
    private final Archive archive;
    private final Verdicts verdicts;
    private final Drafts drafts;
    private final SeenImages seenImages;
    private final LatePictures latePictures;
    private final Priors priors;
    private final ReportStore reports;
    private final Turns turns;
    private final Specialists specialists;
    private final AuditTrail trail;
    private final Clock clock;

    Desk(
            Callers callers,
            Leases leases,
            Cases cases,
            Assessments assessments,
            Archive archive,
            Verdicts verdicts,
            Drafts drafts,
            SeenImages seenImages,
            LatePictures latePictures,
            Priors priors,
            ReportStore reports,
            Turns turns,
            Specialists specialists,
            AuditTrail trail,
            Clock clock) {
        this.callers = callers;
        this.leases = leases;
        this.cases = cases;
        this.assessments = assessments;
        this.archive = archive;
        this.verdicts = verdicts;
        this.drafts = drafts;
        this.seenImages = seenImages;
        this.latePictures = latePictures;
        this.priors = priors;
        this.reports = reports;
        this.turns = turns;
        this.specialists = specialists;
        this.trail = trail;
        this.clock = clock;
    }

    /** @throws CaseNotHeld unless the caller holds the case now */
    Caller holder(CaseId id) {
        var caller = callers.required();
        if (!holds(caller, id)) {
            throw new CaseNotHeld();
        }
        return caller;
    }

    boolean holds(Caller caller, CaseId id) {
        return leases.current(id)
                .filter(lease -> lease.username().equals(caller.username()))
                .isPresent();
    }

    OpenCase open(CaseId id) {
        var holder = holder(id);
        var work = cases.find(id).orElseThrow(CaseNotHeld::new);
        var earlier = priors.overview(work.study());
        var second = secondLook(work, holder);
        return new OpenCase(
                work,
                claims(work, visibleTo(holder, second)),
                draft(work, visibleTo(holder, second)),
                seen(work, holder),
                latePictures.of(work),
                othersHere(id, earlier),
                earlier,
                "",
                second);
    }

    /** Nothing of what the holder has written or decided. */
    AskedCase asked(Opinion opinion, Case work) {
        var earlier = priors.overview(work.study());
        return new AskedCase(opinion, work, claims(work, _ -> false), othersHere(work.id(), earlier), earlier);
    }

    /** Of two who read independently neither sees what the other typed or decided. */
    private static Predicate<@Nullable String> visibleTo(Caller holder, SecondLook second) {
        boolean apart = second.turn().workflow() == Workflow.DOUBLE && !second.settles();
        return by -> !apart || holder.username().equals(by);
    }

    private Draft draft(Case work, Predicate<@Nullable String> visible) {
        return drafts.find(work.id())
                .filter(draft -> visible.test(draft.savedBy()))
                .orElseGet(() -> begun(work));
    }

    private SecondLook secondLook(Case work, Caller holder) {
        var turn = turns.of(work);
        var seen = switch (turn.role()) {
            case FIRST, SECOND -> List.<SignedReport>of();
            case CONSENSUS, JOINT, AGREEMENT, ATTENDING, OVER_READER -> reports.everyVersion(work.id());
        };
        return new SecondLook(
                turn,
                isResident(holder),
                turn.forResidents() && isResident(holder),
                seen,
                turns.comparison(work.id(), holder.username()),
                turn.role() == Role.CONSENSUS && !turn.readBy().contains(holder.username()),
                turn.role() == Role.CONSENSUS && isThirdAsked(work.id()));
    }

    private boolean isThirdAsked(CaseId id) {
        return turns.readings(id).stream().anyMatch(reading -> reading.role() == Role.CONSENSUS && !reading.due());
    }

    private boolean isResident(Caller holder) {
        return specialists.find(holder.username()).map(Specialist::resident).orElse(false);
    }

    /** @throws IllegalStateException where the holder sees no reading to compare with */
    void compare(CaseId id, Comparison comparison) {
        var holder = holder(id);
        var work = cases.find(id).orElseThrow(CaseNotHeld::new);
        var second = secondLook(work, holder);
        if (!second.mustCompare()) {
            throw new IllegalStateException("there is no reading to compare with");
        }
        if (second.seen().stream().noneMatch(report -> report.version() == comparison.version())) {
            throw new IllegalArgumentException("version must be one of the report's, was " + comparison.version());
        }
        turns.compare(id, comparison, holder.username());
    }

    private List<Case> othersHere(CaseId id, PriorsOverview earlier) {
        var listed =
                earlier.entries().stream().map(entry -> entry.prior().ref()).collect(Collectors.toSet());
        return cases.ofSamePatient(id, MOST_PRIORS).stream()
                .filter(other -> !listed.contains(other.study()))
                .toList();
    }

    void judge(CaseId id, UUID finding, Judgement judgement) {
        var holder = holder(id);
        var work = cases.find(id).orElseThrow(CaseNotHeld::new);
        if (findings(work).stream().noneMatch(claimed -> claimed.id().equals(finding))) {
            throw new NoSuchElementException("no model claims this finding in this case");
        }
        verdicts.add(id, finding, judgement, holder.username(), clock.instant());
        trail.append(AuditEvent.of(id.tenant(), AuditAction.FINDING_JUDGED, object(id), details(finding, judgement)));
    }

    void saveDraft(CaseId id, String findings, String impression) {
        var holder = holder(id);
        var before = drafts.lock(id).map(Draft::savedBy);
        drafts.save(id, findings, impression, holder.username(), clock.instant());
        if (!before.equals(Optional.of(holder.username()))) {
            trail.append(AuditEvent.of(id.tenant(), AuditAction.REPORT_DRAFTED, object(id)));
        }
    }

    void framesWhole(CaseId id, int frames) {
        seenImages.whole(id, holder(id).username(), frames, clock.instant());
    }

    void readElsewhere(CaseId id, boolean read) {
        seenImages.elsewhere(id, holder(id).username(), read, clock.instant());
    }

    static String object(CaseId id) {
        return "case:" + id.id();
    }

    private OpenCase.ImagesRead seen(Case work, Caller holder) {
        return seenImages.of(work, holder.username());
    }

    private static Draft begun(Case work) {
        return new Draft(ReportText.template(work.modality(), work.bodyPart()), "", null, null);
    }

    private List<Claim> claims(Case work, Predicate<@Nullable String> visible) {
        var decided = verdicts.current(work.id());
        var slices = slices(work);
        return findings(work).stream()
                .map(finding -> claim(finding, decided, slices, visible))
                .toList();
    }

    private static Claim claim(
            ModelFinding finding,
            Map<UUID, Verdicts.Decided> decided,
            Map<String, Integer> slices,
            Predicate<@Nullable String> visible) {
        int slice = finding.frame() > 1 ? finding.frame() : slices.getOrDefault(finding.sopInstanceUid(), 0);
        var verdict = decided.get(finding.id());
        return verdict == null || !visible.test(verdict.by())
                ? new Claim(finding, slice, new Judgement.Undecided(), null)
                : new Claim(finding, slice, verdict.judgement(), verdict.by());
    }

    private List<ModelFinding> findings(Case work) {
        return assessments.of(work.study()).map(Assessment::findings).orElse(List.of());
    }

    /** Place of each image in its series, from 1; nothing for a series of one image. */
    private Map<String, Integer> slices(Case work) {
        Map<String, Integer> lastOfSeries = new HashMap<>();
        Map<String, Integer> slices = new HashMap<>();
        var images = archive.instances(work.study()).stream()
                .filter(instance -> instance.frames() > 0)
                .toList();
        for (ArchivedInstance image : images) {
            slices.put(image.sopInstanceUid(), lastOfSeries.merge(image.seriesInstanceUid(), 1, Integer::sum));
        }
        images.stream()
                .filter(image -> lastOfSeries.getOrDefault(image.seriesInstanceUid(), 0) == 1)
                .forEach(image -> slices.remove(image.sopInstanceUid()));
        return slices;
    }

    private static Map<String, String> details(UUID finding, Judgement judgement) {
        var verdict = judgement.verdict().name();
        return judgement instanceof Judgement.Rejected(var reason)
                ? Map.of("finding", finding.toString(), "verdict", verdict, "reason", reason.name())
                : Map.of("finding", finding.toString(), "verdict", verdict);
    }
}
