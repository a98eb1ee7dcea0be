package io.dayside.tenancy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads documents of kind {@code Hospital} and notes what is wrong within each and between them. */
final class HospitalReader {

    static final Duration DEFAULT_QUIET_TIME = Duration.ofSeconds(4);
    static final Duration DEFAULT_ORDER_WAIT = Duration.ofMinutes(2);

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,30}");
    private static final Pattern PREFIX = Pattern.compile("[A-Z]{2}");
    /** PS3.5 6.2, value representation AE, without the backslash and without spaces at the ends. */
    private static final Pattern AE_TITLE = Pattern.compile("[!-\\[\\]-~]([ -\\[\\]-~]{0,14}[!-\\[\\]-~])?");

    private static final Pattern FACILITY_CODE = Pattern.compile("[A-Z][A-Z0-9]{0,19}");
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9-]{1,60}");
    /** PS3.5 6.2, value representation CS, without spaces. */
    private static final Pattern MODALITY = Pattern.compile("[A-Z0-9_]{1,16}");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?");
    /** No delimiter of HL7 v2, chapter 2.5.4. */
    private static final Pattern HL7_NAME = Pattern.compile("[A-Za-z0-9 ._-]{1,40}");

    private static final long GIB = 1L << 30;
    private static final int MOST_GIB = 1_000_000;
    private static final int MOST_INSTANCES_PER_MINUTE = 1_000_000;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_PROMISE = Duration.ofDays(30);
    private static final Duration LONGEST_QUIET_TIME = Duration.ofMinutes(10);
    private static final Duration LONGEST_ORDER_WAIT = Duration.ofHours(24);

    private HospitalReader() {}

    private static Optional<TenantId> idOf(Fields document) {
        var id = document.text("id", ID, "2 to 31 of a-z, 0-9 and '-', starting with a letter");
        return id.isEmpty() ? Optional.empty() : Optional.of(new TenantId(id));
    }

    /** Every hospital that can be told apart; its values count only if no problem was added. */
    static List<Hospital> read(List<ConfigurationDocument> documents, ConfigurationProblems problems) {
        var files =
                documents.stream().map(document -> document.fields(problems)).toList();
        refuseRepetition(files, "id", document -> document.textOr("id", ""));
        refuseRepetition(files, "aeTitle", document -> document.textOr("aeTitle", ""));
        refuseRepetition(files, "numberPrefix", document -> document.textOr("numberPrefix", ""));
        refuseRepetition(
                files,
                "orders",
                document -> document.object("orders", HospitalReader::peer)
                        .map(peer -> peer.sendingApplication() + " at " + peer.sendingFacility())
                        .orElse(""));
        return files.stream()
                .map(HospitalReader::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Hospital> read(Fields document) {
        var id = idOf(document);
        if (id.isPresent() && id.get().equals(TenantId.PLATFORM)) {
            document.problem("id", "is reserved for the platform itself");
        }
        var facilities = facilities(document, id.orElse(TenantId.PLATFORM));
        var hospital = new Hospital(
                id.orElse(TenantId.PLATFORM),
                document.text("name"),
                document.text("numberPrefix", PREFIX, "two capital letters"),
                document.text("aeTitle", AE_TITLE, "an AE title of at most 16 characters"),
                senders(document, facilities),
                facilities,
                document.requiredObject("turnaround", HospitalReader::turnaround)
                        .orElse(Map.of()),
                models(document),
                document.durationOr("quietTime", DEFAULT_QUIET_TIME, SECOND, LONGEST_QUIET_TIME),
                document.durationOr("orderWait", DEFAULT_ORDER_WAIT, SECOND, LONGEST_ORDER_WAIT),
                document.requiredObject("orders", HospitalReader::peer).orElse(new Hospital.Hl7Peer("", "", "")),
                document.object("results", HospitalReader::address).orElse(null),
                destinations(document),
                document.object("quota", HospitalReader::quota).orElse(null),
                document.durations("quietTimes", MODALITY, "a modality such as CT", SECOND, LONGEST_QUIET_TIME),
                document.flag("teaching") ? Boolean.TRUE : null);
        document.noOthers();
        return id.map(_ -> hospital);
    }

    private static List<Facility> facilities(Fields document, TenantId tenant) {
        var facilities = document.objects("facilities", fields -> facility(fields, tenant));
        if (facilities.isEmpty()) {
            document.problem("facilities", "must name at least one site");
        }
        refuseTwice(document, "facilities", facilities, Facility::code);
        return facilities;
    }

    private static Facility facility(Fields fields, TenantId tenant) {
        return new Facility(
                tenant,
                fields.text("code", FACILITY_CODE, "a short code of A-Z and 0-9"),
                fields.text("name"),
                jurisdiction(fields),
                fields.zone("zone"));
    }

    private static String jurisdiction(Fields fields) {
        var form = "an ISO 3166 code such as GB or US-NY";
        var code = fields.text("jurisdiction", JURISDICTION, form);
        if (!code.isEmpty()
                && !Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code.substring(0, 2))) {
            fields.problem("jurisdiction", "must be " + form);
        }
        return code;
    }

    private static List<Hospital.Sender> senders(Fields document, List<Facility> facilities) {
        var fallback = facilities.isEmpty() ? "" : facilities.getFirst().code();
        var senders = document.objects("senders", fields -> sender(fields, facilities, fallback));
        refuseTwice(document, "senders", senders, Hospital.Sender::aeTitle);
        return senders;
    }

    private static Hospital.Sender sender(Fields fields, List<Facility> facilities, String fallback) {
        var facility = fields.textOr("facility", fallback);
        if (facilities.stream().noneMatch(site -> site.code().equals(facility))) {
            fields.problem("facility", "names no facility of this hospital");
        }
        var hosts = fields.texts("hosts");
        if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            fields.problem("hosts", "must be host names or addresses");
        }
        return new Hospital.Sender(
                fields.text("aeTitle", AE_TITLE, "an AE title of at most 16 characters"),
                facility,
                hosts,
                fields.certificates(),
                permissions(fields));
    }

    private static List<Hospital.Permission> permissions(Fields fields) {
        var known = new LinkedHashMap<String, Hospital.Permission>();
        for (var permission : Hospital.Permission.values()) {
            known.put(permission.name().toLowerCase(Locale.ROOT), permission);
        }
        var named = fields.texts("may");
        if (!known.keySet().containsAll(named)) {
            fields.problem("may", "must list " + String.join(", ", known.keySet()));
        }
        return named.stream()
                .filter(known::containsKey)
                .map(name -> Objects.requireNonNull(known.get(name)))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Hospital.Destination> destinations(Fields document) {
        var destinations = document.objects(
                "destinations",
                fields -> new Hospital.Destination(
                        fields.text("aeTitle", AE_TITLE, "an AE title of at most 16 characters"),
                        fields.text("host", HOST, "a host name or an address"),
                        fields.integer("port", 1, 65_535),
                        fields.certificates()));
        refuseTwice(document, "destinations", destinations, Hospital.Destination::aeTitle);
        return destinations;
    }

    private static Map<Priority, Duration> turnaround(Fields fields) {
        var promises = new EnumMap<Priority, Duration>(Priority.class);
        for (var priority : Priority.values()) {
            promises.put(priority, fields.duration(priority.name().toLowerCase(Locale.ROOT), SECOND, LONGEST_PROMISE));
        }
        refuseSlower(fields, promises, Priority.STAT, Priority.URGENT);
        refuseSlower(fields, promises, Priority.URGENT, Priority.ROUTINE);
        return Map.copyOf(promises);
    }

    private static void refuseSlower(
            Fields fields, Map<Priority, Duration> promises, Priority pressing, Priority patient) {
        var pressed = promises.getOrDefault(pressing, SECOND);
        var unpressed = promises.getOrDefault(patient, SECOND);
        var name = patient.name().toLowerCase(Locale.ROOT);
        if (fields.has(name) && pressed.compareTo(unpressed) > 0) {
            fields.problem(pressing.name().toLowerCase(Locale.ROOT), "must not be longer than " + name);
        }
    }

    private static List<String> models(Fields document) {
        var models = document.texts("models");
        if (!models.stream().allMatch(model -> MODEL.matcher(model).matches())) {
            document.problem("models", "must be names of models such as head-ct-haemorrhage");
        }
        return models;
    }

    private static Hospital.Hl7Peer peer(Fields fields) {
        return new Hospital.Hl7Peer(
                hl7Name(fields, "sendingApplication"),
                hl7Name(fields, "sendingFacility"),
                hl7Name(fields, "receivingFacility"));
    }

    private static String hl7Name(Fields fields, String name) {
        return fields.text(name, HL7_NAME, "at most 40 letters, digits, '.', '_', '-'");
    }

    private static Hospital.MllpAddress address(Fields fields) {
        return new Hospital.MllpAddress(
                fields.text("host", HOST, "a host name or an address"), fields.integer("port", 1, 65_535));
    }

    private static Hospital.Quota quota(Fields fields) {
        return new Hospital.Quota(
                fields.integer("storageGiB", 1, MOST_GIB) * GIB,
                fields.has("instancesPerMinute")
                        ? fields.integer("instancesPerMinute", 1, MOST_INSTANCES_PER_MINUTE)
                        : null);
    }

    private static <T> void refuseTwice(Fields document, String name, List<T> items, Function<T, String> key) {
        var seen = new HashSet<String>();
        items.stream()
                .map(key)
                .filter(value -> !value.isEmpty() && !seen.add(value))
                .forEach(value -> document.problem(name, "names " + value + " twice"));
    }

    private static void refuseRepetition(List<Fields> files, String name, Function<Fields, String> key) {
        var seen = new HashMap<String, Fields>();
        for (var file : files) {
            var value = key.apply(file);
            if (!value.isEmpty() && seen.putIfAbsent(value, file) != null) {
                file.problem(name, "is already that of another hospital");
            }
        }
    }
}
