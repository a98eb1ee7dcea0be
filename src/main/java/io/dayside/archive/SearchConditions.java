package io.dayside.archive;

import io.dayside.archive.StudyNameRows.Part;
import io.dayside.archive.StudyNameRows.Person;
import io.dayside.archive.UnusableQuery.Problem;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DateRange;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.TimeRange;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a query as conditions on the tables {@code study}, {@code series} and {@code instance}: attribute matching
 * of PS3.4 C.2.2.2. Values go into parameters only; nothing of a query becomes part of the statement but tags.
 */
final class SearchConditions {

    /** As long as the longest identifier that the index takes, with room for wildcards. */
    private static final int MAX_CHARACTERS = 512;

    /** Before and after the point; a double has fewer. */
    private static final int MOST_DIGITS = 400;

    private static final int MAX_VALUES = 2000;

    /** Say how to read a query, or are computed for the answer; none is matched. PS3.4 C.4.1.1.3. */
    private static final Set<Integer> NOT_KEYS = Set.of(
            Tag.SpecificCharacterSet,
            Tag.QueryRetrieveLevel,
            Tag.TimezoneOffsetFromUTC,
            Tag.InstanceAvailability,
            Tag.RetrieveAETitle,
            Tag.RetrieveURL,
            Tag.NumberOfPatientRelatedStudies,
            Tag.NumberOfPatientRelatedSeries,
            Tag.NumberOfPatientRelatedInstances,
            Tag.NumberOfStudyRelatedSeries,
            Tag.NumberOfStudyRelatedInstances,
            Tag.NumberOfSeriesRelatedInstances);

    private static final Map<Integer, String> UID_COLUMNS = Map.of(
            Tag.StudyInstanceUID, "study.study_instance_uid",
            Tag.SeriesInstanceUID, "series.series_instance_uid",
            Tag.SOPInstanceUID, "instance.sop_instance_uid",
            Tag.SOPClassUID, "instance.sop_class_uid");

    private static final Map<Integer, String> TEXT_COLUMNS = Map.of(
            Tag.PatientID, "study.patient_id collate \"C\"",
            Tag.IssuerOfPatientID, "study.issuer_of_patient_id collate \"C\"",
            Tag.AccessionNumber, "study.accession_number collate \"C\"",
            Tag.StudyID, "study.study_id collate \"C\"",
            Tag.Modality, "series.modality");

    private static final Map<Integer, String> DATE_COLUMNS = Map.of(
            Tag.StudyDate, "study.study_date",
            Tag.PatientBirthDate, "study.patient_birth_date");

    private final ArchiveQuery query;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<Integer> ignored = new ArrayList<>();

    private SearchConditions(ArchiveQuery query) {
        this.query = query;
    }

    static SearchConditions of(ArchiveQuery query) throws UnusableQuery {
        var conditions = new SearchConditions(query);
        conditions.add(
                "study.tenant_id = " + conditions.parameter(query.tenant().code()));
        for (var key : query.keys()) {
            if (!NOT_KEYS.contains(key.tag())) {
                conditions.add(key);
            }
        }
        return conditions;
    }

    String sql() {
        return String.join("\n  and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    List<Integer> ignoredKeys() {
        return ignored;
    }

    private void add(String condition) {
        conditions.add(condition);
    }

    private String parameter(Object value) {
        var name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    private void add(Element key) throws UnusableQuery {
        int tag = key.tag();
        var table = tableOf(tag);
        if (key instanceof Sequence items) {
            if (table != null && ElementDictionary.vrOf(tag) != VR.SQ) {
                throw new UnusableQuery(Problem.NOT_TEXT, tag);
            }
            addItem(tag, table, items);
            return;
        }
        if (table != null) {
            requireText(query.keys(), tag);
        }
        var values = values(query.keys(), tag);
        if (values.isEmpty()) {
            return;
        }
        switch (tag) {
            case Tag.PatientName -> addName(Person.PATIENT, tag, values);
            case Tag.ReferringPhysicianName -> addName(Person.REFERRING_PHYSICIAN, tag, values);
            case Tag.ModalitiesInStudy -> add("""
                    exists (select from series any_series
                            where any_series.tenant_id = study.tenant_id
                                  and any_series.study_instance_uid = study.study_instance_uid
                                  and %s)""".formatted(text("any_series.modality", values)));
            case Tag.SOPClassesInStudy -> add("""
                    exists (select from instance any_instance
                            where any_instance.tenant_id = study.tenant_id
                                  and any_instance.study_instance_uid = study.study_instance_uid
                                  and %s)""".formatted(uids("any_instance.sop_class_uid", tag, values)));
            case Tag.StudyTime -> addStudyTime(values);
            default -> {
                if (table == null) {
                    ignored.add(tag);
                } else {
                    addColumn(tag, table, values);
                }
            }
        }
    }

    private void addColumn(int tag, String table, List<String> values) throws UnusableQuery {
        if (UID_COLUMNS.containsKey(tag)) {
            add(uids(UID_COLUMNS.get(tag), tag, values));
        } else if (TEXT_COLUMNS.containsKey(tag)) {
            add(text(TEXT_COLUMNS.get(tag), values));
        } else if (tag == Tag.StudyDate && combines()) {
            addStudyDateTime(values.getFirst());
        } else if (DATE_COLUMNS.containsKey(tag)) {
            var range = dates(tag, values.getFirst());
            addRange(DATE_COLUMNS.get(tag), range.first(), range.last());
        } else {
            addJson(table + ".attributes", tag, ElementDictionary.vrOf(tag), values);
        }
    }

    /** The table whose attributes have it at the query's level or above, or null. */
    private @Nullable String tableOf(int tag) {
        boolean ofPatient = IndexedAttributes.OF_PATIENT.contains(tag);
        boolean ofStudy = IndexedAttributes.OF_STUDY.contains(tag) && query.level() != SearchLevel.PATIENT;
        if (ofPatient || ofStudy) {
            return "study";
        }
        if (IndexedAttributes.OF_SERIES.contains(tag) && query.level().compareTo(SearchLevel.SERIES) >= 0) {
            return "series";
        }
        return IndexedAttributes.OF_INSTANCE.contains(tag) && query.level() == SearchLevel.INSTANCE ? "instance" : null;
    }

    /** A value in a representation that has no text, such as OB, would otherwise match everything. */
    private static void requireText(Attributes keys, int tag) throws UnusableQuery {
        if (keys.containsValue(tag) && keys.getStrings(tag).length == 0) {
            throw new UnusableQuery(Problem.NOT_TEXT, tag);
        }
    }

    /** The values that do not match everything; none if one of them does. */
    private static List<String> values(Attributes keys, int tag) throws UnusableQuery {
        var values = keys.getStrings(tag);
        if (values.length > MAX_VALUES) {
            throw new UnusableQuery(Problem.TOO_MANY_VALUES, tag);
        }
        for (var value : values) {
            check(value, tag);
        }
        return Arrays.stream(values).anyMatch(value -> new SearchPattern(value).isUniversal())
                ? List.of()
                : List.of(values);
    }

    private static void check(String value, int tag) throws UnusableQuery {
        if (value.length() > MAX_CHARACTERS) {
            throw new UnusableQuery(Problem.TOO_LONG, tag);
        }
        boolean isText = value.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        if (!isText) {
            throw new UnusableQuery(Problem.NOT_TEXT, tag);
        }
    }

    private String uids(String column, int tag, List<String> values) throws UnusableQuery {
        for (var value : values) {
            if (!UIDs.isValid(value)) {
                throw new UnusableQuery(Problem.NOT_A_UID, tag);
            }
        }
        return "%s = any (%s)".formatted(column, parameter(values.toArray(String[]::new)));
    }

    private String text(String expression, List<String> values) {
        var patterns = values.stream().map(SearchPattern::new).toList();
        if (patterns.stream().noneMatch(SearchPattern::hasWildcard)) {
            return "%s = any (%s)"
                    .formatted(
                            expression,
                            parameter(patterns.stream().map(SearchPattern::key).toArray(String[]::new)));
        }
        var like = "%s like any (%s)"
                .formatted(
                        expression,
                        parameter(patterns.stream().map(SearchPattern::like).toArray(String[]::new)));
        return patterns.size() == 1 ? withPrefix(expression, patterns.getFirst(), like) : like;
    }

    private String withPrefix(String expression, SearchPattern pattern, String like) {
        if (pattern.prefix().isEmpty()) {
            return like;
        }
        return "%s >= %s and %s < %s and %s"
                .formatted(expression, parameter(pattern.prefix()), expression, parameter(pattern.afterPrefix()), like);
    }

    private void addName(Person person, int tag, List<String> values) throws UnusableQuery {
        if (values.size() > 1) {
            throw new UnusableQuery(Problem.TOO_MANY_VALUES, tag);
        }
        var name = values.getFirst();
        if (query.fuzzyNames()) {
            SearchName.words(name).forEach(word -> addFuzzyWord(person, word));
            return;
        }
        var groups = SearchName.groups(name).stream()
                .filter(group -> !new SearchPattern(group).isUniversal())
                .map(group -> nameRows(person, Part.GROUP, text("study_name.value", List.of(group))))
                .toList();
        if (!groups.isEmpty()) {
            add("study.study_instance_uid in (" + String.join(" union all ", groups) + ")");
        }
    }

    private void addFuzzyWord(Person person, String word) {
        var beginning = nameRows(person, Part.WORD, text("study_name.value", List.of(word + "*")));
        var alike = SearchName.sound(word)
                .map(sound -> " union all " + nameRows(person, Part.SOUND, "study_name.value = " + parameter(sound)))
                .orElse("");
        add("study.study_instance_uid in (" + beginning + alike + ")");
    }

    private String nameRows(Person person, Part part, String condition) {
        return """
                select study_name.study_instance_uid from study_name
                where study_name.tenant_id = %s and study_name.kind = %s and %s""".formatted(parameter(query.tenant().code()), parameter(StudyNameRows.kind(person, part)), condition);
    }

    private static DateRange dates(int tag, String value) throws UnusableQuery {
        try {
            return DateRange.parse(value);
        } catch (DateTimeException _) {
            throw new UnusableQuery(Problem.NOT_A_DATE, tag);
        }
    }

    private static TimeRange times(int tag, String value) throws UnusableQuery {
        try {
            return TimeRange.parse(value);
        } catch (DateTimeException _) {
            throw new UnusableQuery(Problem.NOT_A_TIME, tag);
        }
    }

    private boolean combines() throws UnusableQuery {
        return query.combinedDateTime()
                && !values(query.keys(), Tag.StudyDate).isEmpty()
                && !values(query.keys(), Tag.StudyTime).isEmpty();
    }

    private void addStudyTime(List<String> values) throws UnusableQuery {
        if (!combines()) {
            var range = times(Tag.StudyTime, values.getFirst());
            addRange("study.study_time", range.first(), range.last());
        }
    }

    /** From the first time of the first day to the last time of the last day. */
    private void addStudyDateTime(String value) throws UnusableQuery {
        var dates = dates(Tag.StudyDate, value);
        var times = values(query.keys(), Tag.StudyTime).getFirst().split("-", 2);
        addRange("study.study_date", dates.first(), dates.last());
        if (dates.first() != null && !times[0].isBlank()) {
            addCombined(">=", dates.first(), times(Tag.StudyTime, times[0]).first());
        }
        if (dates.last() != null && !times[times.length - 1].isBlank()) {
            addCombined(
                    "<=",
                    dates.last(),
                    times(Tag.StudyTime, times[times.length - 1]).last());
        }
    }

    private void addCombined(String comparison, LocalDate date, @Nullable LocalTime time) {
        if (time == null) {
            return;
        }
        add("(study.study_date, study.study_time) %s (%s, %s)".formatted(comparison, parameter(date), parameter(time)));
    }

    private void addRange(String expression, @Nullable Object first, @Nullable Object last) {
        if (first != null) {
            add(expression + " >= " + parameter(first));
        }
        if (last != null) {
            add(expression + " <= " + parameter(last));
        }
    }

    private void addJson(String attributes, int tag, VR vr, List<String> values) throws UnusableQuery {
        var condition = jsonCondition(tag, vr, values);
        if (condition == null) {
            ignored.add(tag);
        } else {
            add(anyValue(attributes, tag, condition));
        }
    }

    private static String anyValue(String attributes, int tag, String condition) {
        return "exists (select from jsonb_array_elements(%s -> '%08X' -> 'Value') of_json (value) where %s)"
                .formatted(attributes, tag, condition);
    }

    /** On one value of DICOM JSON, PS3.18 F.2.3; null where there is no matching by such a representation. */
    private @Nullable String jsonCondition(int tag, VR vr, List<String> values) throws UnusableQuery {
        var text = "(of_json.value #>> '{}')";
        return switch (vr) {
            case AE, AS, CS, LO, LT, SH, ST, UC, UR, UT -> text(text, values);
            case UI -> uids(text, tag, values);
            case PN -> jsonName(values);
            case DA -> {
                var range = dates(tag, values.getFirst());
                yield textRange(
                        text,
                        range.first() == null ? null : TemporalValue.format(range.first()),
                        range.last() == null ? null : TemporalValue.format(range.last()));
            }
            case TM -> {
                var range = times(tag, values.getFirst());
                yield textRange(
                        "rpad(split_part(" + text + ", '.', 1), 6, '0')",
                        range.first() == null ? null : seconds(range.first()),
                        range.last() == null ? null : seconds(range.last()));
            }
            case DS, IS, FL, FD, SL, SS, SV, UL, US, UV -> number(tag, values);
            default -> null;
        };
    }

    private String jsonName(List<String> values) {
        var groups = values.stream()
                .flatMap(value -> SearchName.groups(value).stream())
                .toList();
        var alternatives = List.of("Alphabetic", "Ideographic", "Phonetic").stream()
                .map(group -> text("upper(of_json.value ->> '" + group + "')", groups))
                .toList();
        return groups.isEmpty() ? "true" : "(" + String.join(" or ", alternatives) + ")";
    }

    private static String seconds(LocalTime time) {
        return TemporalValue.format(time.withNano(0));
    }

    private String textRange(String expression, @Nullable String first, @Nullable String last) {
        var ends = new ArrayList<String>();
        if (first != null) {
            ends.add(expression + " collate \"C\" >= " + parameter(first));
        }
        if (last != null) {
            ends.add(expression + " collate \"C\" <= " + parameter(last));
        }
        return String.join(" and ", ends);
    }

    /** Values that are no numbers stand as text in the index and match no number. */
    private String number(int tag, List<String> values) throws UnusableQuery {
        try {
            var numbers =
                    values.stream().map(value -> new BigDecimal(value.strip())).toArray(BigDecimal[]::new);
            if (Arrays.stream(numbers).anyMatch(SearchConditions::isBeyondADouble)) {
                throw new UnusableQuery(Problem.NOT_A_NUMBER, tag);
            }
            return """
                    case jsonb_typeof(of_json.value) when 'number' then (of_json.value #>> '{}')::numeric end = any (%s)""".formatted(parameter(numbers));
        } catch (NumberFormatException _) {
            throw new UnusableQuery(Problem.NOT_A_NUMBER, tag);
        }
    }

    /** No value of PS3.5 6.2 is; written out, its zeros would fill the memory. */
    private static boolean isBeyondADouble(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS || number.scale() > MOST_DIGITS;
    }

    /** Sequence matching, PS3.4 C.2.2.2.6: one item of the object has all that the key's item asks for. */
    private void addItem(int tag, @Nullable String table, Sequence items) throws UnusableQuery {
        if (items.isEmpty()) {
            return;
        }
        var ofItem = new ArrayList<String>();
        for (var key : items.getFirst()) {
            if (table != null && !(key instanceof Sequence)) {
                requireText(items.getFirst(), key.tag());
            }
            var values = key instanceof Sequence ? List.<String>of() : values(items.getFirst(), key.tag());
            var condition = values.isEmpty() || table == null
                    ? null
                    : jsonCondition(key.tag(), ElementDictionary.vrOf(key.tag()), values);
            if (condition != null) {
                ofItem.add(anyValue("item.value", key.tag(), condition));
            } else if (!values.isEmpty()) {
                ignored.add(tag);
            }
        }
        if (!ofItem.isEmpty()) {
            add("exists (select from jsonb_array_elements(%s.attributes -> '%08X' -> 'Value') item (value) where %s)"
                    .formatted(table, tag, String.join(" and ", ofItem)));
        }
    }
}
