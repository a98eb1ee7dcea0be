package io.dayside.cases;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a study is called where a device or an order system filled the field with something that names nothing. */
final class StudyNames {

    private static final Set<String> FILLERS =
            Set.of("none", "null", "unknown", "unnamed", "undefined", "test", "n/a", "na", "study", "exam");

    /** Three letters in a row are the least that names anything: {@code e+1} does not, {@code CTA} does. */
    private static final Pattern WORD = Pattern.compile("\\p{L}{3}|\\p{IsHan}|\\b(CT|MR|MRI|US|XR|PET?)\\b");

    private StudyNames() {}

    static boolean saysNothing(String name) {
        var bare = name.strip().toLowerCase(Locale.ROOT);
        return FILLERS.contains(bare) || !WORD.matcher(name).find();
    }

    /** The description, or modality and body part where it says nothing. */
    static String named(String description, String modality, String bodyPart) {
        if (!saysNothing(description)) {
            return description.strip();
        }
        var kind = modality.isBlank() ? "unnamed" : modality;
        return bodyPart.equals(BodyRegions.UNKNOWN) ? kind + " study" : kind + " " + bodyPart.toLowerCase(Locale.ROOT);
    }
}
