package io.dayside.triage;

import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.triage.model.ModelShelf;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which models may look at a study, by modality and by what the study says of the body. A study that says nothing is
 * shown to the model, whose own guard then decides by the picture.
 */
final class Applicability {

    private static final Set<String> HEAD_PARTS = Set.of("HEAD", "BRAIN", "SKULL");
    private static final Set<String> CHEST_PARTS = Set.of("CHEST", "THORAX", "LUNG");
    private static final Set<String> FILM_MODALITIES = Set.of("CR", "DX", "RG");
    private static final Pattern HEAD_WORDS = words("head|brain|skull|cranial|cerebral|kopf|sch(ä|ae)del|hirn");
    private static final Pattern CHEST_WORDS = words("chest|thorax|cxr|lungs?");

    private static final Pattern BODY_WORDS = words(
            "head|brain|skull|neck|chest|thorax|lungs?|heart|cardiac|abdomen|abdominal|liver|hepatic|kidneys?|renal"
                    + "|pancreas|spleen|prostate|pelvis|pelvic|spine|lumbar|shoulder|elbow|wrist|hand|hip|knee|ankle|foot"
                    + "|leber|niere|becken|wirbels(ä|ae)ule|knie|hand|fuss");

    private Applicability() {}

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Those of {@code enabled} that may look, in their order. */
    static List<String> of(ArchivedStudy study, List<String> enabled) {
        return enabled.stream().filter(model -> applies(model, study)).toList();
    }

    private static boolean applies(String model, ArchivedStudy study) {
        return switch (model) {
            case ModelShelf.HEAD_CT -> study.modality().equals("CT") && may(study, HEAD_PARTS, HEAD_WORDS);
            case ModelShelf.CHEST_FILM ->
                FILM_MODALITIES.contains(study.modality()) && may(study, CHEST_PARTS, CHEST_WORDS);
            default -> false;
        };
    }

    /**
     * Those of a study's objects that the model may be shown: pictures of its modality, so no segmentations, and of no
     * series that names another part of the body.
     */
    static List<ArchivedInstance> of(String model, List<ArchivedInstance> instances) {
        return instances.stream().filter(instance -> shows(model, instance)).toList();
    }

    private static boolean shows(String model, ArchivedInstance instance) {
        return switch (model) {
            case ModelShelf.HEAD_CT ->
                instance.modality().equals("CT") && !namesAnother(instance.seriesDescription(), HEAD_WORDS);
            case ModelShelf.CHEST_FILM ->
                FILM_MODALITIES.contains(instance.modality())
                        && !namesAnother(instance.seriesDescription(), CHEST_WORDS);
            default -> false;
        };
    }

    private static boolean namesAnother(String description, Pattern own) {
        return !own.matcher(description).find()
                && BODY_WORDS.matcher(description).find();
    }

    private static boolean may(ArchivedStudy study, Set<String> parts, Pattern words) {
        String part = study.bodyPartExamined().strip().toUpperCase(Locale.ROOT);
        if (!part.isEmpty()) {
            return parts.contains(part);
        }
        String description = study.studyDescription();
        return description.isBlank() || words.matcher(description).find();
    }
}
