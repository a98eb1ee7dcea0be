package io.dayside.intake;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dayside.tenancy.Priority;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What ORM^O01, OMG^O19 and OMI^O23 ask for. The three differ in how they group segments, not in what the segments say, so
 * the message is read as its segments in order: everything from one ORC, or from an OBR without one, is one order.
 */
final class OrderMessage {

    static final Set<String> TYPES = Set.of("ORM^O01", "OMG^O19", "OMI^O23");

    /** OBX-3 by which a message says how many instances the study will have: the keyword of (0020,1208). */
    static final String EXPECTED_INSTANCES = "NumberOfStudyRelatedInstances";

    private static final int MAX_ORDERS = 50;
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final Pattern REFUSED_CHARACTERS = Pattern.compile("[\\p{Cntrl}&&[^\\n]]+");
    private static final HapiContext HAPI = context();

    private OrderMessage() {}

    /** What is wrong, in plain words without patient data. */
    static final class NotUnderstood extends Exception {

        private static final long serialVersionUID = 1L;

        NotUnderstood(String message) {
            super(message);
        }
    }

    /** One thing to do. */
    sealed interface Instruction {

        record Place(OrderRequest request) implements Instruction {}

        record Cancel(String accessionNumber) implements Instruction {}
    }

    private static HapiContext context() {
        var context = new DefaultHapiContext(new GenericModelClassFactory());
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.getParserConfiguration().setAllowUnknownVersions(true);
        return context;
    }

    /**
     * Reads a message.
     *
     * @param facility of the sender, for orders that name none
     */
    static List<Instruction> read(String text, String facility) throws NotUnderstood {
        var segments = segments(text);
        var patient = patient(segments);
        var groups = groups(segments);
        if (groups.isEmpty()) {
            throw new NotUnderstood("no ORC or OBR segment");
        }
        if (groups.size() > MAX_ORDERS) {
            throw new NotUnderstood("more than " + MAX_ORDERS + " orders in one message");
        }
        return combined(groups, patient, facility);
    }

    private static List<Segment> segments(String text) throws NotUnderstood {
        try {
            var message = (GenericMessage) new PipeParser(HAPI).parse(text);
            var segments = new ArrayList<Segment>();
            for (var name : message.getNames()) {
                for (Structure structure : message.getAll(name)) {
                    segments.add((Segment) structure);
                }
            }
            return segments;
        } catch (HL7Exception | RuntimeException _) {
            // The parser's own words may quote the message.
            throw new NotUnderstood("the message cannot be parsed");
        }
    }

    private record Patient(String id, String name, @Nullable LocalDate birthDate, String sex) {}

    private static Patient patient(List<Segment> segments) throws NotUnderstood {
        var pid = segments.stream()
                .filter(segment -> segment.getName().equals("PID"))
                .toList();
        if (pid.size() != 1) {
            throw new NotUnderstood("exactly one PID segment is needed");
        }
        var only = pid.getFirst();
        return new Patient(get(only, 3, 1), personName(only, 5, 0), date(get(only, 7, 1)), sex(get(only, 8, 1)));
    }

    /** XPN has suffix before prefix, PN prefix before suffix. */
    private static String personName(Segment segment, int field, int shift) throws NotUnderstood {
        var components = Stream.of(
                get(segment, field, 1 + shift),
                get(segment, field, 2 + shift),
                get(segment, field, 3 + shift),
                get(segment, field, 5 + shift),
                get(segment, field, 4 + shift));
        return components.collect(Collectors.joining("^")).replaceAll("\\^+$", "");
    }

    private static @Nullable LocalDate date(String value) throws NotUnderstood {
        if (value.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(value.substring(0, Math.min(8, value.length())), DATE);
        } catch (DateTimeException _) {
            throw new NotUnderstood("PID-7 is no date");
        }
    }

    private static String sex(String value) {
        return switch (value) {
            case "M", "F" -> value;
            case "", "U", "N" -> "";
            default -> "O";
        };
    }

    private static List<List<Segment>> groups(List<Segment> segments) {
        var groups = new ArrayList<List<Segment>>();
        boolean hasRequest = false;
        for (var segment : segments) {
            boolean request = segment.getName().equals("OBR");
            if (segment.getName().equals("ORC") || (request && (hasRequest || groups.isEmpty()))) {
                groups.add(new ArrayList<>());
                hasRequest = false;
            }
            hasRequest |= request;
            if (!groups.isEmpty()) {
                groups.getLast().add(segment);
            }
        }
        return groups;
    }

    /** Several procedures under one accession number are one order. */
    private static List<Instruction> combined(List<List<Segment>> groups, Patient patient, String facility)
            throws NotUnderstood {
        Map<String, Instruction> byAccession = new LinkedHashMap<>();
        for (var group : groups) {
            var instruction = instruction(group, patient, facility);
            var accession = accession(group);
            var earlier = byAccession.get(accession);
            byAccession.put(accession, earlier == null ? instruction : both(earlier, instruction));
        }
        return List.copyOf(byAccession.values());
    }

    private static Instruction both(Instruction earlier, Instruction later) throws NotUnderstood {
        if (earlier instanceof Instruction.Place(var first) && later instanceof Instruction.Place(var second)) {
            return new Instruction.Place(request(
                    first.accessionNumber(),
                    first.facility(),
                    first.priority().compareTo(second.priority()) <= 0 ? first.priority() : second.priority(),
                    joined(" + ", first.requestedProcedure(), second.requestedProcedure()),
                    joined("\n", first.clinicalHistory(), second.clinicalHistory()),
                    first.referrer(),
                    new Patient(first.patientId(), first.patientName(), first.patientBirthDate(), first.patientSex()),
                    first.expectedInstances() + second.expectedInstances()));
        }
        throw new NotUnderstood("one accession number is placed and cancelled in the same message");
    }

    private static String joined(String separator, String first, String second) {
        return Stream.of(first, second)
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(separator));
    }

    private static Instruction instruction(List<Segment> group, Patient patient, String facility) throws NotUnderstood {
        var control = find(group, "ORC", 1, 1);
        return switch (control) {
            case "NW", "XO", "SC", "" ->
                new Instruction.Place(request(
                        accession(group),
                        facility,
                        priority(group),
                        firstOf(find(group, "OBR", 4, 2), find(group, "OBR", 4, 5), find(group, "OBR", 4, 1)),
                        clinicalHistory(group),
                        referrer(group),
                        patient,
                        expectedInstances(group)));
            case "CA", "DC", "OC" -> new Instruction.Cancel(accession(group));
            default -> throw new NotUnderstood("ORC-1: only NW, XO, SC, CA, DC and OC are taken");
        };
    }

    private static OrderRequest request(
            String accession,
            String facility,
            Priority priority,
            String procedure,
            String history,
            String referrer,
            Patient patient,
            int expectedInstances)
            throws NotUnderstood {
        try {
            return new OrderRequest(
                    accession,
                    facility,
                    priority,
                    procedure,
                    history,
                    referrer,
                    patient.id(),
                    patient.name(),
                    patient.birthDate(),
                    patient.sex(),
                    expectedInstances);
        } catch (IllegalArgumentException e) {
            throw new NotUnderstood(String.valueOf(e.getMessage()));
        }
    }

    /** IPC-1 where there is one; otherwise OBR-18, where IHE's scheduled workflow puts it; otherwise the placer's number. */
    private static String accession(List<Segment> group) throws NotUnderstood {
        var accession = firstOf(
                find(group, "IPC", 1, 1),
                find(group, "OBR", 18, 1),
                find(group, "OBR", 2, 1),
                find(group, "ORC", 2, 1));
        if (accession.isEmpty()) {
            throw new NotUnderstood("no accession number in IPC-1, OBR-18, OBR-2 or ORC-2");
        }
        return accession;
    }

    /** HL7 table 0485. A code that we do not know is refused: read as routine it could cost hours. */
    private static Priority priority(List<Segment> group) throws NotUnderstood {
        var code = firstOf(
                find(group, "TQ1", 9, 1),
                find(group, "ORC", 7, 6),
                find(group, "OBR", 27, 6),
                find(group, "OBR", 5, 1));
        return switch (code) {
            case "S", "STAT" -> Priority.STAT;
            case "A", "ASAP", "T", "U", "URGENT" -> Priority.URGENT;
            case "R", "ROUTINE", "P", "C", "PRN", "" -> Priority.ROUTINE;
            default -> throw new NotUnderstood("priority is none of S, A, T, R, P, C, PRN");
        };
    }

    private static String clinicalHistory(List<Segment> group) throws NotUnderstood {
        var lines = new ArrayList<String>();
        lines.add(find(group, "OBR", 13, 1));
        lines.add(firstOf(find(group, "OBR", 31, 2), find(group, "OBR", 31, 1)));
        for (var segment : group) {
            if (segment.getName().equals("NTE")) {
                for (int repetition = 0; repetition < repetitions(segment, 3); repetition++) {
                    lines.add(get(segment, 3, repetition, 1));
                }
            }
        }
        return lines.stream().filter(line -> !line.isEmpty()).distinct().collect(Collectors.joining("\n"));
    }

    /** XCN: identifier, family, given, middle, suffix, prefix. */
    private static String referrer(List<Segment> group) throws NotUnderstood {
        for (var segment : group) {
            if (segment.getName().equals("OBR")) {
                return firstOf(personName(segment, 16, 1), get(segment, 16, 1));
            }
        }
        return "";
    }

    private static int expectedInstances(List<Segment> group) throws NotUnderstood {
        for (var segment : group) {
            if (segment.getName().equals("OBX") && get(segment, 3, 1).equals(EXPECTED_INSTANCES)) {
                try {
                    return Integer.parseInt(get(segment, 5, 1));
                } catch (NumberFormatException _) {
                    throw new NotUnderstood("OBX-5 of " + EXPECTED_INSTANCES + " is no number");
                }
            }
        }
        return 0;
    }

    private static String firstOf(String... values) {
        return Stream.of(values).filter(value -> !value.isEmpty()).findFirst().orElse("");
    }

    private static String find(List<Segment> group, String name, int field, int component) throws NotUnderstood {
        Optional<Segment> found =
                group.stream().filter(segment -> segment.getName().equals(name)).findFirst();
        return found.isPresent() ? get(found.get(), field, component) : "";
    }

    private static String get(Segment segment, int field, int component) throws NotUnderstood {
        return get(segment, field, 0, component);
    }

    private static String get(Segment segment, int field, int repetition, int component) throws NotUnderstood {
        try {
            var value = Terser.get(segment, field, repetition, component, 1);
            return value == null || value.equals("\"\"")
                    ? ""
                    : REFUSED_CHARACTERS.matcher(value).replaceAll(" ").strip();
        } catch (HL7Exception _) {
            throw new NotUnderstood("%s-%d cannot be read".formatted(segment.getName(), field));
        }
    }

    private static int repetitions(Segment segment, int field) throws NotUnderstood {
        try {
            return segment.getField(field).length;
        } catch (HL7Exception _) {
            throw new NotUnderstood("%s-%d cannot be read".formatted(segment.getName(), field));
        }
    }
}
