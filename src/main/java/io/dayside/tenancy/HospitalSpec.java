package io.dayside.tenancy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A hospital's file as it is written; {@link #checked} makes a {@link Hospital} of it or says what is wrong. */
record HospitalSpec(
        String id,
        String name,
        String numberPrefix,
        String aeTitle,
        List<SenderSpec> senders,
        List<FacilitySpec> facilities,
        Map<Priority, String> turnaround,
        List<String> models,
        String quietTime,
        String orderWait,
        Hospital.Hl7Peer orders,
        @JsonProperty(required = false) Hospital.@Nullable MllpAddress results) {

    record SenderSpec(
            String aeTitle,
            String facility,
            @JsonProperty(required = false) @Nullable List<String> hosts) {}

    record FacilitySpec(String code, String name, String jurisdiction, String zone) {}

    /** PS3.5 6.2: 1 to 16 characters of the default repertoire, no backslash, no control characters. */
    private static final Pattern AE_TITLE = Pattern.compile("[ -\\[\\]-~]{1,16}");

    private static final Pattern PREFIX = Pattern.compile("[A-Z]{2}");
    private static final Pattern TENANT = Pattern.compile("[a-z][a-z0-9-]{1,30}");
    private static final Pattern AMOUNT = Pattern.compile("([1-9][0-9]{0,5})(s|min|h)");

    Optional<Hospital> checked(String where, ConfigurationProblems problems) {
        var check = new Check(where, problems);
        check.that(TENANT.matcher(id).matches() && !id.equals("platform"), "id", "is 2 to 31 of a-z, 0-9 and '-'");
        check.that(!name.isBlank(), "name", "is empty");
        check.that(PREFIX.matcher(numberPrefix).matches(), "numberPrefix", "is two capital letters");
        check.that(AE_TITLE.matcher(aeTitle).matches(), "aeTitle", "is 1 to 16 printable characters");
        check.that(!facilities.isEmpty(), "facilities", "is empty");
        facilities.forEach(facility -> check.zone(facility.zone(), "facilities " + facility.code() + " zone"));
        senders.forEach(sender -> checkSender(sender, check));
        var targets = targets(check);
        var quiet = check.duration(quietTime, "quietTime");
        var wait = check.duration(orderWait, "orderWait");
        if (results != null) {
            check.that(results.port() > 0 && results.port() < 65536, "results.port", "is 1 to 65535");
        }
        return check.failed ? Optional.empty() : Optional.of(hospital(targets, quiet, wait));
    }

    private void checkSender(SenderSpec sender, Check check) {
        var field = "senders " + sender.aeTitle();
        check.that(AE_TITLE.matcher(sender.aeTitle()).matches(), field, "is 1 to 16 printable characters");
        check.that(
                facilities.stream().anyMatch(facility -> facility.code().equals(sender.facility())),
                field,
                "names the unknown facility " + sender.facility());
    }

    private Map<Priority, Duration> targets(Check check) {
        var targets = new EnumMap<Priority, Duration>(Priority.class);
        Duration before = Duration.ZERO;
        for (var priority : Priority.values()) {
            var field = "turnaround." + priority;
            var written = turnaround.get(priority);
            check.that(written != null, field, "is missing");
            var target = written == null ? before : check.duration(written, field);
            check.that(target.compareTo(before) >= 0, field, "is shorter than that of a more pressing priority");
            targets.put(priority, target);
            before = target;
        }
        return targets;
    }

    private Hospital hospital(Map<Priority, Duration> targets, Duration quiet, Duration wait) {
        var tenant = new TenantId(id);
        return new Hospital(
                tenant,
                name,
                numberPrefix,
                aeTitle,
                senders.stream()
                        .map(sender -> new Hospital.Sender(
                                sender.aeTitle(),
                                sender.facility(),
                                sender.hosts() == null ? List.of() : List.copyOf(sender.hosts())))
                        .toList(),
                facilities.stream()
                        .map(facility -> new Facility(
                                tenant,
                                facility.code(),
                                facility.name(),
                                facility.jurisdiction(),
                                ZoneId.of(facility.zone())))
                        .toList(),
                Map.copyOf(targets),
                List.copyOf(models),
                quiet,
                wait,
                orders,
                results);
    }

    /** Notes every problem of one document. */
    private static final class Check {

        private final String where;
        private final ConfigurationProblems problems;
        private boolean failed;

        Check(String where, ConfigurationProblems problems) {
            this.where = where;
            this.problems = problems;
        }

        void that(boolean holds, String field, String otherwise) {
            if (!holds) {
                failed = true;
                problems.add(where + ": " + field, otherwise);
            }
        }

        void zone(String zone, String field) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                that(false, field, "is no time zone such as Europe/Zurich");
            }
        }

        Duration duration(String written, String field) {
            var match = AMOUNT.matcher(written.strip().toLowerCase(Locale.ROOT));
            if (!match.matches()) {
                that(false, field, "is an amount such as 4s, 30min or 24h");
                return Duration.ZERO;
            }
            long amount = Long.parseLong(match.group(1));
            return switch (match.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "min" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
    }
}
