package io.dayside.vetting;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.cases.BodyRegions;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.imaging.PictureOfStudy;
import io.dayside.imaging.PicturesOfStudy;
import io.dayside.priors.PriorsOverview;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.OpenCase.Draft;
import io.dayside.reading.OpenCase.ImagesRead;
import io.dayside.reading.ReportText;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.Assessment;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import io.dayside.vetting.PracticalTest.ShownClaim;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Lays a case of a test out as the reading room lays out any other. Joins the running transaction. */
@Component
class Layout {

    private static final double PERCENT = 100;

    private final TestStudies studies;
    private final Archive archive;
    private final PicturesOfStudy pictures;
    private final Tenants tenants;
    private final Clock clock;

    Layout(TestStudies studies, Archive archive, PicturesOfStudy pictures, Tenants tenants, Clock clock) {
        this.studies = studies;
        this.archive = archive;
        this.pictures = pictures;
        this.tenants = tenants;
        this.clock = clock;
    }

    OpenCase of(OnDesk desk) {
        var work = work(desk, archive.study(desk.study()).orElseThrow(CaseNotHeld::new));
        var read = desk.read();
        return new OpenCase(
                work,
                claims(desk),
                new Draft(
                        Objects.requireNonNullElseGet(
                                read.findings(), () -> ReportText.template(work.modality(), work.bodyPart())),
                        Objects.requireNonNullElse(read.impression(), ""),
                        read.savedAt() == null ? null : desk.caller().username(),
                        read.savedAt()),
                images(desk),
                0,
                List.of(),
                new PriorsOverview(PriorsOverview.Progress.NOT_ASKED, Optional.empty(), List.of()),
                unanswered(desk));
    }

    private Case work(OnDesk desk, ArchivedStudy study) {
        var facility = tenants.get(desk.sitting().library()).defaultFacility();
        var claims = desk.shown().claims();
        return new Case(
                new CaseId(desk.sitting().library(), desk.read().id()),
                "Case %d of %d"
                        .formatted(desk.read().position(), desk.test().cases().size()),
                CaseState.OPEN,
                desk.study(),
                null,
                facility.code(),
                facility.jurisdiction(),
                Priority.ROUTINE,
                "",
                study.modality(),
                BodyRegions.of(study.bodyPartExamined(), study.studyDescription()),
                study.studyDescription(),
                desk.shown().history(),
                study.patientId(),
                study.patientName(),
                study.patientBirthDate(),
                study.patientSex(),
                study.lastReceived(),
                clock.instant(),
                Assessment.Status.DONE,
                "",
                claims.stream().mapToInt(ShownClaim::percent).max().orElse(0) / PERCENT,
                claims.stream()
                        .map(ShownClaim::severity)
                        .min(Severity::compareTo)
                        .orElse(Severity.INCIDENTAL),
                claims.stream().map(ShownClaim::target).findFirst().orElse(""));
    }

    private ImagesRead images(OnDesk desk) {
        var images = pictures.of(desk.study()).stream().collect(Collectors.partitioningBy(PictureOfStudy::isShown));
        int frames = images.getOrDefault(true, List.of()).stream()
                .mapToInt(PictureOfStudy::frames)
                .sum();
        return new ImagesRead(
                frames,
                desk.read().wholeFrames(),
                images.getOrDefault(false, List.of()).stream()
                        .map(image -> "series %d, image %d".formatted(image.seriesNumber(), image.instanceNumber()))
                        .toList(),
                desk.read().readElsewhere());
    }

    private List<Claim> claims(OnDesk desk) {
        var slices = studies.slices(desk.study());
        var claims = new ArrayList<Claim>();
        for (int place = 0; place < desk.shown().claims().size(); place++) {
            var judgement = desk.read().judgement(place);
            var decidedBy = judgement instanceof Judgement.Undecided
                    ? null
                    : desk.caller().username();
            var said = desk.shown().claims().get(place);
            int slice = isStack(slices) ? said.slice() : 0;
            claims.add(new Claim(finding(desk, place, said, slices), slice, judgement, decidedBy));
        }
        return claims;
    }

    private static boolean isStack(List<ArchivedInstance> slices) {
        return slices.size() > 1 || slices.getFirst().frames() > 1;
    }

    private static ModelFinding finding(OnDesk desk, int place, ShownClaim said, List<ArchivedInstance> slices) {
        boolean isOneObject = slices.size() == 1;
        var image = slices.get(isOneObject ? 0 : Math.min(said.slice(), slices.size()) - 1);
        return new ModelFinding(
                findingId(desk.read().id(), place),
                said.target(),
                said.percent() / PERCENT,
                true,
                said.severity(),
                image.sopInstanceUid(),
                isOneObject ? Math.min(said.slice(), image.frames()) : 1,
                said.region(),
                desk.test().model(),
                desk.test().modelVersion());
    }

    /** The same for a claim each time it is laid out. */
    static UUID findingId(UUID caseOfSitting, int place) {
        return UUID.nameUUIDFromBytes((caseOfSitting + "/" + place).getBytes(StandardCharsets.UTF_8));
    }

    /** In words, which question has no answer; empty when all have. */
    private String unanswered(OnDesk desk) {
        boolean isStack = isStack(studies.slices(desk.study()));
        for (var target : desk.test().targets()) {
            var answer = desk.read().answers().get(target);
            if (answer == null) {
                return "Not answered yet: %s?".formatted(target);
            }
            if (isStack && answer.confidence().isThere() && answer.slice() == 0) {
                return "Say on which slice you see %s.".formatted(target);
            }
        }
        return "";
    }

    /** Positions in the series that is read; 1 where there is no place to name. */
    int slices(OnDesk desk) {
        return studies.slices(desk.study()).stream()
                .mapToInt(ArchivedInstance::frames)
                .sum();
    }
}
