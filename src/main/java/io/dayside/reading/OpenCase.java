package io.dayside.reading;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.collaboration.Role;
import io.dayside.priors.PriorsOverview;
import io.dayside.triage.ModelFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A case on the desk of the specialist who holds it.
 *
 * @param latePictures how many came after the case was opened
 * @param priors other cases of the same patient at the same hospital, newest first, but those that are in {@code earlier}
 * @param earlier studies that the hospital's PACS has of the patient
 * @param unanswered what else stands in the way of signing, in words; empty where nothing does
 * @param second what the holder may know of others who read the case
 */
public record OpenCase(
        Case work,
        List<Claim> claims,
        Draft draft,
        ImagesRead images,
        int latePictures,
        List<Case> priors,
        PriorsOverview earlier,
        String unanswered,
        SecondLook second) {

    /** A case that one person reads. */
    public OpenCase(
            Case work,
            List<Claim> claims,
            Draft draft,
            ImagesRead images,
            int latePictures,
            List<Case> priors,
            PriorsOverview earlier,
            String unanswered) {
        this(work, claims, draft, images, latePictures, priors, earlier, unanswered, SecondLook.NONE);
    }

    /** A case of which nothing is asked besides its report. */
    public OpenCase(
            Case work,
            List<Claim> claims,
            Draft draft,
            ImagesRead images,
            int latePictures,
            List<Case> priors,
            PriorsOverview earlier) {
        this(work, claims, draft, images, latePictures, priors, earlier, "");
    }

    /** Flagged claims that nobody has decided on; they stand in the way of signing. */
    public List<Claim> undecided() {
        return claims.stream()
                .filter(claim -> claim.finding().flagged() && claim.judgement() instanceof Judgement.Undecided)
                .toList();
    }

    /** What stands in the way of signing, in words; empty when nothing does. */
    public Optional<String> missing() {
        if (!undecided().isEmpty()) {
            return Optional.of("Not decided yet: " + labels(undecided()) + ".");
        }
        if (!images.allWhole()) {
            return Optional.of("The viewer has shown %d of %d images whole so far."
                    .formatted(images.wholeFrames(), images.viewableFrames()));
        }
        if (!images.complete()) {
            return Optional.of("Some images cannot be shown here. Read them elsewhere and tick that you have.");
        }
        return unanswered.isEmpty() ? missingText() : Optional.of(unanswered);
    }

    private Optional<String> missingText() {
        var empty = ReportText.emptyHeadings(draft.findings(), work.modality(), work.bodyPart());
        if (draft.findings().isBlank()) {
            return Optional.of("The findings are still empty.");
        }
        if (!empty.isEmpty()) {
            return Optional.of("Nothing is said yet of: " + String.join(", ", empty) + ".");
        }
        if (draft.impression().isBlank()) {
            return Optional.of("The impression is still empty.");
        }
        if (!work.state().mayBecome(afterwards())) {
            return Optional.of("The case is no longer open.");
        }
        return second.missing(draft, ReportWriter.judged(this));
    }

    /** What is read over is final already. */
    private CaseState afterwards() {
        return second.turn().role() == Role.OVER_READER ? CaseState.CORRECTED : CaseState.FINAL;
    }

    private static String labels(List<Claim> claims) {
        return claims.stream()
                .map(claim -> claim.slice() == 0
                        ? claim.finding().label()
                        : claim.finding().label() + ", slice " + claim.slice())
                .collect(Collectors.joining("; "));
    }

    /**
     * A model's claim and what was decided about it.
     *
     * @param slice position of the image in its series, from 1; 0 where the study has a single image
     * @param decidedBy login of who decided last; absent while nobody has
     */
    public record Claim(
            ModelFinding finding,
            int slice,
            Judgement judgement,
            @Nullable String decidedBy) {}

    /**
     * The report as typed so far.
     *
     * @param savedBy login of who typed last; absent while nobody has
     */
    public record Draft(
            String findings,
            String impression,
            @Nullable String savedBy,
            @Nullable Instant savedAt) {}

    /**
     * What the holder has seen of the case's images.
     *
     * @param viewableFrames frames that the viewer can show
     * @param wholeFrames frames that the holder's viewer has reported whole
     * @param notViewable in words, images that the viewer cannot show
     * @param readElsewhere whether the holder says that they read those elsewhere
     */
    public record ImagesRead(int viewableFrames, int wholeFrames, List<String> notViewable, boolean readElsewhere) {

        public boolean allWhole() {
            return wholeFrames >= viewableFrames;
        }

        public boolean complete() {
            return allWhole() && (notViewable.isEmpty() || readElsewhere);
        }
    }
}
