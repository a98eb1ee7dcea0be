package io.dayside.sla;

import io.dayside.audit.TrailReader;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.sla.CaseStory.Step;
import io.dayside.sla.ReadingFloor.Holder;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Every clock against what was promised, for the hospitals that the caller may see. */
@Service
@Transactional(readOnly = true)
public class Promises {

    private static final Set<CaseState> UNREAD = EnumSet.copyOf(
            Stream.of(CaseState.values()).filter(CaseState::awaitsReport).toList());
    /** Cases that stand still until a specialist takes them. */
    private static final Set<CaseState> WAITING = EnumSet.of(CaseState.READY, CaseState.OFFERED, CaseState.HANDED_OVER);

    private static final Comparator<OpenCase> ORDER = Comparator.comparing(OpenCase::unreadable)
            .reversed()
            .thenComparingLong(OpenCase::slackSeconds)
            .thenComparing(OpenCase::number);

    private final Cases cases;
    private final Clocks clocks;
    private final ClockRows rows;
    private final ReadingFloor floor;
    private final Tenants tenants;
    private final TrailReader trail;
    private final Clock clock;

    Promises(
            Cases cases,
            Clocks clocks,
            ClockRows rows,
            ReadingFloor floor,
            Tenants tenants,
            TrailReader trail,
            Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.rows = rows;
        this.floor = floor;
        this.tenants = tenants;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Every case that somebody still has to read: first those that nobody may read, which only a person can mend, then
     * the one with the least time left.
     */
    public List<OpenCase> openCases() {
        var unread = cases.in(UNREAD);
        var ids = unread.stream().map(Case::id).toList();
        var running = clocks.of(ids);
        var holders = floor.holders(ids);
        var withoutReader = floor.withoutReader(waiting(unread));
        var now = clock.instant();
        return unread.stream()
                .flatMap(work -> Optional.ofNullable(running.get(work.id()))
                        .map(one ->
                                open(work, one, holders.get(work.id()), withoutReader.getOrDefault(work.id(), ""), now))
                        .stream())
                .sorted(ORDER)
                .toList();
    }

    private static List<Case> waiting(List<Case> works) {
        return works.stream().filter(work -> WAITING.contains(work.state())).toList();
    }

    private OpenCase open(Case work, CaseClock running, @Nullable Holder holder, String withoutReader, Instant now) {
        return new OpenCase(
                work.id(),
                work.number(),
                hospital(work.id().tenant()),
                work.priority(),
                work.procedure(),
                work.state(),
                standing(work, holder, withoutReader),
                standingSince(work, holder),
                withoutReader,
                running.begunWith(),
                running.startedAt(),
                running.target(),
                running.dueAt(),
                running.slack(now).toSeconds());
    }

    private String standing(Case work, @Nullable Holder holder, String withoutReader) {
        var hospital = hospital(work.id().tenant());
        if (!withoutReader.isEmpty()) {
            return "No specialist may read this: " + withoutReader;
        }
        return switch (work.state()) {
            case AWAITING_IMAGES -> "Being looked at by the models";
            case AWAITING_ORDER -> hospital + " has not sent the order yet";
            case READY, OFFERED ->
                work.order() == null
                        ? "Waiting for a specialist; " + hospital + " has not sent the order"
                        : "Waiting for a specialist";
            case OPEN, PRELIMINARY -> holder == null ? "Being read" : "Held by " + holder.displayName();
            case ON_HOLD -> "On hold";
            case HANDED_OVER -> "Being handed over";
            case FINAL, ADDENDUM, CORRECTED -> "Signed";
            case CANCELLED -> "Cancelled";
        };
    }

    /** Since when matters where somebody acts or waits for somebody's act. */
    private static @Nullable Instant standingSince(Case work, @Nullable Holder holder) {
        return switch (work.state()) {
            case OPEN, PRELIMINARY -> holder == null ? work.stateSince() : holder.since();
            case ON_HOLD, FINAL, ADDENDUM, CORRECTED, CANCELLED -> work.stateSince();
            case AWAITING_IMAGES, AWAITING_ORDER, READY, OFFERED, HANDED_OVER -> null;
        };
    }

    /** One case's whole way. That it was looked at goes into the trail from which it is told. */
    @Transactional
    public Optional<CaseStory> story(CaseId id) {
        return cases.find(id).flatMap(work -> clocks.of(id).map(running -> story(work, running)));
    }

    private CaseStory story(Case work, CaseClock running) {
        var holder = floor.holders(List.of(work.id())).get(work.id());
        var withoutReader = floor.withoutReader(waiting(List.of(work))).getOrDefault(work.id(), "");
        return new CaseStory(
                work.number(),
                hospital(work.id().tenant()),
                work.procedure(),
                kind(work),
                work.priority(),
                standing(work, holder, withoutReader),
                standingSince(work, holder),
                withoutReader,
                running,
                work.state().awaitsReport() ? floor.readers(work) : List.of(),
                steps(work.id()));
    }

    private static String kind(Case work) {
        var part = work.bodyPart().equals("UNKNOWN")
                ? "no body part named"
                : work.bodyPart().toLowerCase(Locale.ROOT);
        return work.modality() + ", " + part;
    }

    private List<Step> steps(CaseId id) {
        var entries = trail.ask(new TrailReader.Question(id.tenant(), Long.MAX_VALUE, "case:" + id.id()));
        return entries.reversed().stream()
                .flatMap(entry -> StoryWords.step(entry).stream())
                .toList();
    }

    /** The day so far of every hospital that the caller may see, by name. */
    public List<HospitalToday> today(Set<TenantId> visible) {
        var open = openCases().stream()
                .collect(Collectors.groupingBy(one -> one.id().tenant()));
        return hospitals(visible)
                .map(hospital -> today(hospital, open.getOrDefault(hospital.id(), List.of())))
                .toList();
    }

    /** What the hospitals that the caller may see are called. */
    public Map<TenantId, String> names(Set<TenantId> visible) {
        return hospitals(visible).collect(Collectors.toMap(Hospital::id, Hospital::name));
    }

    private Stream<Hospital> hospitals(Set<TenantId> visible) {
        return tenants.served().stream()
                .filter(hospital -> visible.contains(hospital.id()))
                .sorted(Comparator.comparing(Hospital::name));
    }

    private HospitalToday today(Hospital hospital, List<OpenCase> open) {
        var stopped = rows.stoppedSince(hospital.id(), midnight(hospital));
        return new HospitalToday(
                hospital.id(),
                hospital.name(),
                stopped.size(),
                (int) stopped.stream().filter(Promises::kept).count(),
                median(stopped.stream().map(Promises::turnaround).sorted().toList()),
                open.size(),
                (int) open.stream().filter(OpenCase::breached).count(),
                Map.copyOf(hospital.turnaround()));
    }

    /** What was signed since midnight in each hospital's zone, newest first. */
    public List<FinishedCase> finishedToday(Set<TenantId> visible) {
        return hospitals(visible)
                .flatMap(hospital -> rows.stoppedSince(hospital.id(), midnight(hospital)).stream())
                .flatMap(one -> cases.find(one.id()).map(work -> finished(work, one)).stream())
                .sorted(Comparator.comparing(FinishedCase::finishedAt).reversed())
                .toList();
    }

    private FinishedCase finished(Case work, CaseClock stopped) {
        return new FinishedCase(
                work.id(),
                work.number(),
                hospital(work.id().tenant()),
                work.priority(),
                work.procedure(),
                stoppedAt(stopped),
                stopped.begunWith(),
                turnaround(stopped),
                stopped.target(),
                stopped.dueAt());
    }

    private Instant midnight(Hospital hospital) {
        return clock.instant()
                .atZone(hospital.defaultFacility().zone())
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
    }

    private static boolean kept(CaseClock stopped) {
        return !stoppedAt(stopped).isAfter(stopped.dueAt());
    }

    private static Duration turnaround(CaseClock stopped) {
        return stopped.turnaround(stoppedAt(stopped));
    }

    private static Instant stoppedAt(CaseClock stopped) {
        var at = stopped.stoppedAt();
        if (at == null) {
            throw new IllegalArgumentException("the clock still runs");
        }
        return at;
    }

    /** @param sorted ascending */
    static @Nullable Duration median(List<Duration> sorted) {
        if (sorted.isEmpty()) {
            return null;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }

    private String hospital(TenantId tenant) {
        return tenants.find(tenant).map(Hospital::name).orElse(tenant.code());
    }
}
