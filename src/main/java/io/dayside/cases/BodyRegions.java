package io.dayside.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The body region that competencies are given for, found in Body Part Examined (0018,0015) and, where that says nothing,
 * in the descriptions. Words are those seen on European and American modalities; the first region that matches wins.
 */
public final class BodyRegions {

    public static final String UNKNOWN = "UNKNOWN";

    private static final Map<String, Pattern> REGIONS = regions();

    private BodyRegions() {}

    /** Every region that a study may be found to show, except {@link #UNKNOWN}. */
    public static List<String> all() {
        return List.copyOf(REGIONS.keySet());
    }

    /** @param texts most trustworthy first */
    public static String of(String... texts) {
        return Stream.of(texts)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .flatMap(text -> REGIONS.entrySet().stream()
                        .filter(region -> region.getValue().matcher(text).find())
                        .map(Map.Entry::getKey)
                        .limit(1))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static Map<String, Pattern> regions() {
        var regions = new LinkedHashMap<String, Pattern>();
        regions.put("BREAST", words("breast", "mammo\\w*"));
        regions.put("NECK", words("neck", "carotid\\w*", "thyroid"));
        regions.put("SPINE", words("\\w?spine", "lumbar", "cervical", "thoracic spine", "sacrum", "myelo\\w*"));
        regions.put(
                "HEAD",
                words(
                        "head",
                        "brain",
                        "skull",
                        "cranium",
                        "schaedel",
                        "schädel",
                        "neuro",
                        "cerebr\\w*",
                        "orbit\\w*",
                        "sinus\\w*"));
        regions.put("CHEST", words("chest", "thorax", "lung\\w*", "pulmon\\w*", "ribs?", "heart", "cardiac"));
        regions.put(
                "ABDOMEN",
                words("abdomen", "abdominal", "pelvis", "liver", "kidney\\w*", "renal", "bladder", "abdomenpelvis"));
        regions.put(
                "EXTREMITY",
                words(
                        "extremity",
                        "hand",
                        "wrist",
                        "forearm",
                        "elbow",
                        "arm",
                        "shoulder",
                        "hip",
                        "femur",
                        "knee",
                        "leg",
                        "ankle",
                        "foot",
                        "toe",
                        "finger"));
        return regions;
    }

    private static Pattern words(String... words) {
        return Pattern.compile("\\b(" + String.join("|", words) + ")\\b");
    }
}
