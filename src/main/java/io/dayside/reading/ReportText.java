package io.dayside.reading;

import io.dayside.reading.OpenCase.Claim;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a report starts half written. Headings are proposed for each kind of study; what a model claims enters only after a
 * person accepted it; normal statements only when a person asks for them.
 */
public final class ReportText {

    /**
     * A heading and what a person may have said of it in one keystroke when nothing is wrong there.
     *
     * @param untouchedBy words of findings that leave it normal; any other finding is the person's to describe
     */
    private record Heading(String name, String normal, Set<String> untouchedBy) {

        private Heading(String name, String normal, String... untouchedBy) {
            this(name, normal, Set.of(untouchedBy));
        }

        boolean isUntouchedBy(String sentence) {
            var words = sentence.toLowerCase(Locale.ROOT);
            return untouchedBy.stream().anyMatch(words::contains);
        }
    }

    private static final List<Heading> HEAD_CT = List.of(
            new Heading("Brain", "no mass effect, grey and white matter normally differentiated."),
            new Heading("Ventricles and cisterns", "normal in size and position."),
            new Heading("Extra-axial spaces", "no collection."),
            new Heading("Skull and sinuses", "no fracture, sinuses clear.", "haemorrhage"));
    private static final List<Heading> CHEST_XRAY = List.of(
            new Heading("Lungs and pleura", "clear, no effusion, no pneumothorax."),
            new Heading("Heart and mediastinum", "normal in size and contour.", "pneumothorax"),
            new Heading("Bones and soft tissues", "no acute abnormality.", "pneumothorax"));
    private static final Map<String, List<Heading>> BY_STUDY =
            Map.of("CT HEAD", HEAD_CT, "DX CHEST", CHEST_XRAY, "CR CHEST", CHEST_XRAY);

    private ReportText() {}

    /** Headings to begin the findings with; empty where none are known for such a study. */
    public static String template(String modality, String bodyPart) {
        return headings(modality, bodyPart)
                .map(heading -> heading.name() + ": ")
                .collect(Collectors.joining("\n"));
    }

    /**
     * Writes the normal statement behind each heading that says nothing yet, unless a finding that was accepted or
     * corrected may contradict it.
     */
    public static String withNormals(String findings, String modality, String bodyPart, List<Claim> claims) {
        var found = claims.stream()
                .map(ReportText::sentence)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        return findings.lines()
                .map(line -> filled(line, modality, bodyPart, found))
                .collect(Collectors.joining("\n"));
    }

    /** The proposed headings behind which nothing is written. */
    public static List<String> emptyHeadings(String findings, String modality, String bodyPart) {
        return findings.lines()
                .flatMap(line -> headingOf(line, modality, bodyPart).stream())
                .map(Heading::name)
                .toList();
    }

    /** Puts what was accepted or corrected first, unless it is there already. */
    public static String withClaim(String findings, Claim claim) {
        var sentence = sentence(claim);
        if (sentence.isEmpty() || findings.lines().anyMatch(sentence::equals)) {
            return findings;
        }
        return findings.isBlank() ? sentence : sentence + "\n" + findings;
    }

    /** Takes out the line that {@link #withClaim} wrote, if nobody has changed it since. */
    public static String withoutClaim(String findings, Claim claim) {
        var sentence = sentence(claim);
        if (sentence.isEmpty()) {
            return findings;
        }
        return findings.lines().filter(line -> !line.equals(sentence)).collect(Collectors.joining("\n"));
    }

    /** What a verdict says in a report; empty for a claim that is undecided or wrong. */
    public static String sentence(Claim claim) {
        return switch (claim.judgement()) {
            case Judgement.Accepted _ -> sentence(claim.finding().label(), claim.slice());
            case Judgement.Corrected(var text) -> sentence(text, claim.slice());
            case Judgement.Rejected _, Judgement.Undecided _ -> "";
        };
    }

    private static String sentence(String what, int slice) {
        var text = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
        return slice == 0 ? text + "." : text + ", slice " + slice + ".";
    }

    private static String filled(String line, String modality, String bodyPart, List<String> found) {
        return headingOf(line, modality, bodyPart)
                .filter(heading -> found.stream().allMatch(heading::isUntouchedBy))
                .map(heading -> heading.name() + ": " + heading.normal())
                .orElse(line);
    }

    /** The heading of which {@code line} has nothing but the name. */
    private static Optional<Heading> headingOf(String line, String modality, String bodyPart) {
        return headings(modality, bodyPart)
                .filter(heading -> line.strip().equals(heading.name() + ":"))
                .findFirst();
    }

    private static Stream<Heading> headings(String modality, String bodyPart) {
        return BY_STUDY.getOrDefault(modality + " " + bodyPart, List.of()).stream();
    }
}
