package io.dayside.workforce;

import io.dayside.tenancy.Fields;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Shift;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a document of kind {@code Specialist} says. */
record SpecialistDocument(Person person, List<Shift> shifts, List<Credential> credentials) {

    private enum Grade {
        ATTENDING,
        RESIDENT
    }

    static final String PERSON = "PERSON";
    static final String SHIFTS = "SHIFTS";

    private static final int MOST_HELD = 1_000;
    private static final int MOST_WRITTEN = 99_999;

    /** Lists of the document with what they hold. */
    private static final Map<String, CredentialKind> LISTS = lists();

    private static Map<String, CredentialKind> lists() {
        var lists = new LinkedHashMap<String, CredentialKind>();
        lists.put("licences", CredentialKind.LICENCE);
        lists.put("privileges", CredentialKind.PRIVILEGE);
        lists.put("competencies", CredentialKind.COMPETENCY);
        lists.put("evidence", CredentialKind.EVIDENCE);
        lists.put("aiProficiency", CredentialKind.AI_PROFICIENCY);
        lists.put("languages", CredentialKind.LANGUAGE);
        return lists;
    }

    /** Notes every mistake in {@code fields}. */
    static SpecialistDocument read(Fields fields, Set<TenantId> hospitals) {
        var person = new Person(
                fields.text("username", Person.USERNAME, "2 to 63 of a-z, 0-9, '.' and '-'"),
                fields.text("displayName"),
                fields.zone("zone"),
                fields.integer("capacity", 1, MOST_HELD),
                fields.has("grade") && fields.oneOf("grade", Grade.class) == Grade.RESIDENT);
        var credentials = new ArrayList<Credential>();
        LISTS.forEach(
                (list, kind) -> credentials.addAll(fields.objects(list, one -> credential(one, kind, hospitals))));
        fields.object("contract", one -> credential(one, CredentialKind.CONTRACT, hospitals))
                .ifPresent(credentials::add);
        refuseTwice(fields, credentials);
        var shifts = fields.objects("shifts", SpecialistDocument::shift);
        fields.noOthers();
        return new SpecialistDocument(person, shifts, credentials);
    }

    private static Credential credential(Fields fields, CredentialKind kind, Set<TenantId> hospitals) {
        var written = new EnumMap<Column, String>(Column.class);
        for (var column : kind.columns()) {
            if (fields.has(field(column))) {
                written.put(column, value(fields, column));
            }
        }
        var checked = new CredentialFields(written);
        var credential = CredentialForms.read(kind, checked, hospitals);
        checked.problems().forEach((column, what) -> fields.problem(field(column), what));
        return credential;
    }

    private static String value(Fields fields, Column column) {
        return switch (column) {
            case SCORE, HOURS_PER_WEEK, CASES_PER_HOUR, CASES_PER_DAY ->
                String.valueOf(fields.integer(field(column), 0, MOST_WRITTEN));
            case EVIDENCE, HOSPITALS -> String.join(";", fields.texts(field(column)));
            case JURISDICTION,
                    HOSPITAL,
                    MODALITY,
                    BODY_REGION,
                    AGE_GROUP,
                    SUBSPECIALTY,
                    EVIDENCE_TYPE,
                    ISSUER,
                    NUMBER,
                    MODEL,
                    LANGUAGE,
                    LEVEL,
                    STANDING,
                    VALID_FROM,
                    VALID_TO,
                    WHY -> fields.text(field(column));
        };
    }

    /** {@code bodyRegion}. */
    private static String field(Column column) {
        if (column == Column.HOSPITAL) {
            return "tenant";
        }
        var words = column.header().split("_", -1);
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }

    private static void refuseTwice(Fields fields, List<Credential> credentials) {
        var keys = new HashSet<String>();
        credentials.stream()
                .map(Credential::key)
                .filter(key -> !keys.add(key))
                .forEach(key -> fields.problem(key, "appears twice"));
    }

    private static Shift shift(Fields fields) {
        var days = fields.someOf("days", DayOfWeek.class);
        return new Shift(
                days.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(days),
                fields.time("from"),
                fields.time("to"));
    }

    /** All that it says, by what it is about, so that two documents can be compared. */
    Map<String, Map<String, String>> said() {
        var said = new LinkedHashMap<String, Map<String, String>>();
        said.put(PERSON, said(person));
        said.put(
                SHIFTS,
                Map.of("shifts", shifts.stream().map(SpecialistDocument::words).collect(Collectors.joining("; "))));
        credentials.forEach(one -> said.put(
                one.key(),
                CredentialForms.write(one).entrySet().stream()
                        .collect(Collectors.toMap(column -> column.getKey().header(), Map.Entry::getValue))));
        return said;
    }

    /** Who is no resident is said as before there were any, so that their documents do not seem to change. */
    private static Map<String, String> said(Person person) {
        var said = new HashMap<String, String>();
        said.put("displayName", person.displayName());
        said.put("zone", person.zone().getId());
        said.put("capacity", String.valueOf(person.capacity()));
        if (person.resident()) {
            said.put("grade", Grade.RESIDENT.name());
        }
        return said;
    }

    private static String words(Shift shift) {
        return "%s %s-%s"
                .formatted(
                        shift.days().stream().sorted().map(DayOfWeek::name).collect(Collectors.joining(",")),
                        shift.from(),
                        shift.to());
    }
}
