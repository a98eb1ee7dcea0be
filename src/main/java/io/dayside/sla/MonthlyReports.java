package io.dayside.sla;

import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import io.dayside.cases.HoldReason;
import io.dayside.sla.MonthlyReport.Critical;
import io.dayside.sla.MonthlyReport.Late;
import io.dayside.sla.MonthlyReport.Line;
import io.dayside.sla.MonthlyReport.Step;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Monthly reports, made from the clocks whenever somebody asks: what has happened does not change. */
@Service
public class MonthlyReports {

    private final ClockRows rows;
    private final Cases cases;
    private final Tenants tenants;
    private final Communications communications;
    private final Clock clock;

    MonthlyReports(ClockRows rows, Cases cases, Tenants tenants, Communications communications, Clock clock) {
        this.rows = rows;
        this.cases = cases;
        this.tenants = tenants;
        this.communications = communications;
        this.clock = clock;
    }

    private record Signed(Case work, CaseClock clock, Instant at) {

        Duration turnaround() {
            return clock.turnaround(at);
        }

        boolean onTime() {
            return !at.isAfter(clock.dueAt());
        }
    }

    private record Kind(String level, ClockBegin from, Priority priority) implements Comparable<Kind> {

        private static final Comparator<Kind> ORDER =
                Comparator.comparing(Kind::priority).thenComparing(Kind::level).thenComparing(Kind::from);

        @Override
        public int compareTo(Kind other) {
            return ORDER.compare(this, other);
        }
    }

    /** Empty where there is no such hospital, or none that the caller's tenants include. */
    @Transactional(readOnly = true)
    public Optional<MonthlyReport> of(TenantId tenant, YearMonth month) {
        return tenants.find(tenant).map(hospital -> report(hospital, month));
    }

    private MonthlyReport report(Hospital hospital, YearMonth month) {
        var zone = hospital.defaultFacility().zone();
        var from = month.atDay(1).atStartOfDay(zone).toInstant();
        var to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        var signed = signed(rows.stoppedWithin(hospital.id(), from, to));
        var lines = signed.stream()
                .collect(Collectors.groupingBy(
                        one -> new Kind(
                                one.clock().level(),
                                one.clock().begunWith(),
                                one.work().priority()),
                        TreeMap::new,
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(kind -> line(kind.getKey(), kind.getValue()))
                .toList();
        return new MonthlyReport(
                hospital.id(), hospital.name(), month, zone, lines, late(signed), critical(hospital, from, to));
    }

    private List<Critical> critical(Hospital hospital, Instant from, Instant to) {
        var now = clock.instant();
        return communications.raisedWithin(hospital.id(), from, to).stream()
                .map(one -> Critical.of(one, now))
                .toList();
    }

    private List<Signed> signed(List<CaseClock> stopped) {
        var works = cases.all(stopped.stream().map(CaseClock::id).toList()).stream()
                .collect(Collectors.toMap(Case::id, Function.identity()));
        var signed = new ArrayList<Signed>();
        for (var clock : stopped) {
            var work = works.get(clock.id());
            if (work != null) {
                signed.add(new Signed(work, clock, Objects.requireNonNull(clock.stoppedAt())));
            }
        }
        return signed;
    }

    private static Line line(Kind kind, List<Signed> signed) {
        var times = signed.stream().map(Signed::turnaround).sorted().toList();
        var steps = new ArrayList<Step>();
        addStep(steps, "opened", signed, CaseClock::openDueAt, CaseClock::openedAt);
        addStep(steps, "preliminary report", signed, CaseClock::preliminaryDueAt, CaseClock::preliminaryAt);
        return new Line(
                kind.level(),
                kind.from(),
                kind.priority(),
                signed.size(),
                (int) signed.stream().filter(Signed::onTime).count(),
                Objects.requireNonNull(Promises.median(times)),
                percentile(times, 90),
                percentile(times, 95),
                times.getLast(),
                List.copyOf(steps));
    }

    private static void addStep(
            List<Step> steps,
            String name,
            List<Signed> signed,
            Function<CaseClock, @Nullable Instant> due,
            Function<CaseClock, @Nullable Instant> done) {
        int promised = 0;
        int onTime = 0;
        for (var one : signed) {
            var latest = due.apply(one.clock());
            if (latest != null) {
                promised++;
                var at = done.apply(one.clock());
                onTime += (at == null ? one.at() : at).isAfter(latest) ? 0 : 1;
            }
        }
        if (promised > 0) {
            steps.add(new Step(name, promised, onTime));
        }
    }

    /** @param sorted ascending, never empty */
    static Duration percentile(List<Duration> sorted, int percent) {
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private List<Late> late(List<Signed> signed) {
        var late = signed.stream().filter(one -> !one.onTime()).toList();
        var pauses = rows.pauses(late.stream().map(one -> one.clock().id()).toList());
        return late.stream()
                .map(one -> late(one, pauses.getOrDefault(one.clock().id(), List.of())))
                .sorted(Comparator.comparing(Late::over).reversed().thenComparing(Late::number))
                .toList();
    }

    private static Late late(Signed signed, List<HoldReason> pauses) {
        var clock = signed.clock();
        return new Late(
                signed.work().number(),
                signed.work().modality(),
                signed.work().priority(),
                clock.level(),
                clock.begunWith(),
                clock.startedAt(),
                signed.work().studyCompletedAt(),
                clock.openedAt(),
                signed.at(),
                signed.turnaround(),
                Duration.between(clock.dueAt(), signed.at()),
                pauses.stream().map(MonthlyReports::words).toList());
    }

    private static String words(HoldReason reason) {
        return switch (reason) {
            case QUESTION_TO_HOSPITAL -> "question to the hospital";
            case IMAGES_INCOMPLETE -> "images incomplete";
            case SECOND_OPINION -> "second opinion";
            case TECHNICAL_FAULT -> "technical fault";
        };
    }
}
