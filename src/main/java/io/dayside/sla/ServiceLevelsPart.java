package io.dayside.sla;

import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code ServiceLevels}: what a hospital is promised beside its turnaround times. */
@Component
@Order(50)
class ServiceLevelsPart extends OneDocumentPerHospital<ServiceLevels> {

    private static final Pattern MODALITY = Pattern.compile("[A-Z]{2,6}");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(60);
    private static final OpeningHours ANY =
            new OpeningHours(Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of());

    private final ServiceLevelRows rows;
    private final Clock clock;

    ServiceLevelsPart(ServiceLevelRows rows, ApplicationEventPublisher events, Clock clock) {
        super(events);
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "ServiceLevels";
    }

    @Override
    protected ServiceLevels read(Fields fields) {
        var levels = fields.objects("levels", ServiceLevelsPart::level);
        if (levels.isEmpty()) {
            fields.problem("levels", "must hold at least one");
        }
        return new ServiceLevels(levels);
    }

    private static ServiceLevel level(Fields fields) {
        var modalities = fields.texts("modalities");
        if (!modalities.stream().allMatch(modality -> MODALITY.matcher(modality).matches())) {
            fields.problem("modalities", "must be codes such as CT");
        }
        return new ServiceLevel(
                fields.text("name"),
                fields.has("priorities") ? Set.copyOf(fields.someOf("priorities", Priority.class)) : Set.of(),
                Set.copyOf(modalities),
                fields.has("from") ? fields.oneOf("from", ClockBegin.class) : ClockBegin.STUDY_COMPLETE,
                fields.object("begun", ServiceLevelsPart::hours).orElse(null),
                fields.object("counted", ServiceLevelsPart::hours).orElse(null),
                timeOrNone(fields, "opened"),
                timeOrNone(fields, "preliminary"),
                fields.duration("final", SHORTEST, LONGEST));
    }

    private static @Nullable Duration timeOrNone(Fields fields, String name) {
        return fields.has(name) ? fields.duration(name, SHORTEST, LONGEST) : null;
    }

    private static OpeningHours hours(Fields fields) {
        var days = fields.someOf("days", DayOfWeek.class);
        var holidays = new HashSet<LocalDate>();
        for (var text : fields.texts("holidays")) {
            try {
                holidays.add(LocalDate.parse(text));
            } catch (DateTimeException _) {
                fields.problem("holidays", "must be dates such as '2026-12-25', in quotes");
            }
        }
        var from = fields.time("from");
        var to = fields.time("to");
        return days.isEmpty() ? ANY : new OpeningHours(Set.copyOf(days), from, to, holidays);
    }

    @Override
    protected void check(ServiceLevels rule, Hospital hospital, Fields fields) {
        var names = new HashSet<String>();
        for (var level : rule.levels()) {
            if (!names.add(level.name())) {
                fields.problem("levels", "names '" + level.name() + "' twice");
            }
            if (hospital.facilities().stream().anyMatch(site -> isNeverDue(level, site))) {
                fields.problem("levels", "'" + level.name() + "' counts so few hours that it is never due");
            }
            if (isLater(level.opened(), level.complete()) || isLater(level.preliminary(), level.complete())) {
                fields.problem("levels", "'" + level.name() + "' promises the signed report before an earlier step");
            }
        }
    }

    private boolean isNeverDue(ServiceLevel level, Facility site) {
        try {
            var _ = level.from(new Beginnings(null, clock.instant()), site.zone());
            return false;
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private static boolean isLater(@Nullable Duration step, Duration complete) {
        return step != null && step.compareTo(complete) > 0;
    }

    @Override
    protected Map<String, ServiceLevels> running() {
        return rows.all();
    }

    @Override
    protected String inWords(ServiceLevels rule) {
        return "service levels are "
                + rule.levels().stream().map(ServiceLevelsPart::inWords).collect(Collectors.joining(", "));
    }

    private static String inWords(ServiceLevel level) {
        return level.begins() == ClockBegin.ORDER ? level.name() + " (from the order)" : level.name();
    }

    @Override
    protected String withoutInWords() {
        return "service levels are the turnaround times alone";
    }

    @Override
    protected void keep(TenantId hospital, ServiceLevels rule) {
        rows.keep(hospital, rule);
    }

    @Override
    protected void remove(TenantId hospital) {
        rows.remove(hospital);
    }
}
