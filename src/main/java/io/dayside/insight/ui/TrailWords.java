package io.dayside.insight.ui;

import io.dayside.archive.StudyRef;
import io.dayside.audit.TrailEntry;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Entries in words: cases by their number, nothing that is empty, identifiers shortened. */
final class TrailWords {

    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z]+(_[A-Z]+)*");
    private static final int IDENTIFIER_SHOWN = 16;
    /** Told first, and in this order; the rest follow by name. */
    private static final List<String> FIRST = List.of("from", "to", "state", "status", "holder", "end", "reason");

    private final Map<CaseId, String> cases;
    private final Map<StudyRef, String> studies;

    private TrailWords(Map<CaseId, String> cases, Map<StudyRef, String> studies) {
        this.cases = cases;
        this.studies = studies;
    }

    /** Knows the numbers of every case that {@code entries} speak of. */
    static TrailWords of(Collection<TrailEntry> entries, Cases cases) {
        return of(entries, cases::numbers, cases::numbersOf);
    }

    static TrailWords of(
            Collection<TrailEntry> entries,
            Function<Collection<CaseId>, Map<CaseId, String>> numbers,
            Function<Collection<StudyRef>, Map<StudyRef, String>> numbersOf) {
        var ids = entries.stream()
                .flatMap(entry -> caseOf(entry).stream())
                .distinct()
                .toList();
        var studies = entries.stream()
                .flatMap(entry -> studyOf(entry).stream())
                .distinct()
                .toList();
        return new TrailWords(numbers.apply(ids), numbersOf.apply(studies));
    }

    private static Optional<CaseId> caseOf(TrailEntry entry) {
        return identifier(entry, "case:")
                .filter(id -> UUID_TEXT.matcher(id).matches())
                .map(id -> new CaseId(entry.tenant(), UUID.fromString(id)));
    }

    private static Optional<StudyRef> studyOf(TrailEntry entry) {
        return identifier(entry, "study:").filter(uid -> !uid.isBlank()).map(uid -> new StudyRef(entry.tenant(), uid));
    }

    private static Optional<String> identifier(TrailEntry entry, String kind) {
        return Optional.of(entry.object())
                .filter(object -> object.startsWith(kind))
                .map(object -> object.substring(kind.length()));
    }

    /** {@code case NG-26-000042}, {@code study of NG-26-000042}, otherwise kind and a shortened identifier. */
    String object(TrailEntry entry) {
        return caseOf(entry)
                .map(cases::get)
                .map(number -> "case " + number)
                .or(() -> studyOf(entry).map(studies::get).map(number -> "study of " + number))
                .orElseGet(() -> shortened(entry.object()));
    }

    private static String shortened(String object) {
        int colon = object.indexOf(':');
        if (colon < 0) {
            return object;
        }
        return object.substring(0, colon) + " " + value(object.substring(colon + 1));
    }

    private static String value(String text) {
        if (UUID_TEXT.matcher(text).matches()) {
            return "…" + text.substring(text.length() - 8);
        }
        boolean uid = text.length() > IDENTIFIER_SHOWN && text.matches("[0-9.]+");
        return uid ? "…" + text.substring(text.length() - IDENTIFIER_SHOWN) : text;
    }

    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code ready → open, reason …}. */
    static String details(TrailEntry entry) {
        return entry.details().entrySet().stream()
                .filter(detail -> !detail.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey((one, other) -> {
                    int place = Integer.compare(place(one), place(other));
                    return place != 0 ? place : one.compareTo(other);
                }))
                .map(detail -> detail.getKey() + " " + detail(detail.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static int place(String key) {
        int place = FIRST.indexOf(key);
        return place < 0 ? FIRST.size() : place;
    }

    private static String detail(String text) {
        return text.length() > 2 && CONSTANT.matcher(text).matches() ? words(text) : value(text);
    }
}
