package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.cases.BodyRegions;
import io.dayside.cases.CaseKinds;
import io.dayside.identity.Callers;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.ReadingRights.Kind;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.SentKinds.Wanted;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Who may read what for whom by their passports, whatever the hour, and what is missing for it. */
@Service
public class Coverage {

    private static final String OFFICE = "hasAnyRole('CREDENTIALING', 'MANAGER', 'OPERATOR')";
    private static final Duration LOOKED_BACK = Duration.ofDays(90);
    private static final int MOST_NEAREST = 3;

    private final Specialists specialists;
    private final CaseKinds kinds;
    private final Subspecialties subspecialties;
    private final Tenants tenants;
    private final Callers callers;
    private final Clock clock;

    Coverage(
            Specialists specialists,
            CaseKinds kinds,
            Subspecialties subspecialties,
            Tenants tenants,
            Callers callers,
            Clock clock) {
        this.specialists = specialists;
        this.kinds = kinds;
        this.subspecialties = subspecialties;
        this.tenants = tenants;
        this.callers = callers;
        this.clock = clock;
    }

    /** @param readers names of who may read it, in their order */
    public record Cell(Facility facility, String modality, String bodyRegion, List<String> readers) {

        public boolean isHole() {
            return readers.isEmpty();
        }
    }

    /**
     * Kinds of studies that came, and for which there are too few readers.
     *
     * @param sent how many studies of that kind came in 90 days
     * @param readers names of who may read it
     * @param nearest who lacks least, at most three
     */
    public record Gap(Facility facility, Kind kind, long sent, List<String> readers, List<Near> nearest) {}

    /** @param missing what keeps them from it, in words */
    public record Near(String username, String displayName, List<String> missing) {}

    /**
     * How many are there for one facility and modality in the hours ahead.
     *
     * @param modality with the subspecialty where that is required, such as {@code CT NEURORADIOLOGY}
     * @param from begin of the first hour
     * @param readers by the hour, at its quarter with the fewest
     */
    public record Ahead(Facility facility, String modality, Instant from, List<Integer> readers) {

        public boolean hasHole() {
            return readers.contains(0);
        }
    }

    /**
     * The hours ahead, the running one first, of every facility and modality that came in 90 days; where nothing came, of
     * what somebody reads.
     *
     * @param hours 1 or more
     */
    @PreAuthorize(OFFICE)
    public List<Ahead> ahead(int hours) {
        var everybody = specialists.all();
        var from = clock.instant().truncatedTo(ChronoUnit.HOURS);
        var shifts = new HoursAhead(everybody, from, hours);
        var sent = sent();
        var modalities = sent.modalities().isEmpty() ? modalities(everybody).toList() : sent.modalities();
        return facilities()
                .flatMap(facility -> wanted(facility, modalities, sent)
                        .map(wanted ->
                                new Ahead(facility, wanted.words(), from, shifts.readers(place(facility), wanted))))
                .toList();
    }

    /** Of what it is asked who is there, as {@link #ahead} asks it. */
    static List<RosterDraft.Row> rows(List<Specialist> everybody, SentKinds sent, Stream<Facility> facilities) {
        var modalities =
                sent.modalities().isEmpty() ? modalities(everybody, sent).toList() : sent.modalities();
        return facilities
                .flatMap(facility ->
                        wanted(facility, modalities, sent).map(wanted -> new RosterDraft.Row(facility, wanted)))
                .toList();
    }

    /** Every modality, and behind it the subspecialties that are required for what the facility sent of it. */
    private static Stream<Wanted> wanted(Facility facility, List<String> modalities, SentKinds sent) {
        var required = sent.wantedAt(facility).stream()
                .filter(one -> one.subspecialty().required());
        return Stream.concat(modalities.stream().map(one -> new Wanted(one, Subspecialty.NONE)), required)
                .sorted();
    }

    /**
     * Every facility against every modality that somebody reads or some hospital sent, and every body region.
     *
     * @param ages whose studies are meant; {@link Ages#ANY} for those of unknown age, which only those may read who read any
     */
    @PreAuthorize(OFFICE)
    public List<Cell> matrix(Ages ages) {
        var everybody = specialists.all();
        var day = today();
        var modalities = modalities(everybody).toList();
        return facilities()
                .flatMap(facility -> modalities.stream()
                        .flatMap(modality -> regions()
                                .map(region -> new Cell(
                                        facility,
                                        modality,
                                        region,
                                        readers(
                                                everybody,
                                                facility,
                                                kind(facility, modality, region, age(ages)),
                                                day)))))
                .toList();
    }

    /**
     * What came in 90 days and fewer than {@code wanted} may read, the rarest readers first.
     *
     * @param wanted 1 or more
     */
    @PreAuthorize(OFFICE)
    public List<Gap> gaps(int wanted) {
        var everybody = specialists.all();
        var day = today();
        var gaps = new ArrayList<Gap>();
        var facilities = facilities().toList();
        for (var sent : sent().all()) {
            facilities.stream()
                    .filter(sent::isFrom)
                    .map(facility -> gap(everybody, facility, sent, day))
                    .filter(gap -> gap.readers().size() < wanted)
                    .forEach(gaps::add);
        }
        gaps.sort(Comparator.comparing((Gap gap) -> gap.readers().size())
                .thenComparing(Gap::sent, Comparator.reverseOrder())
                .thenComparing(gap -> gap.facility().name())
                .thenComparing(gap -> gap.kind().words()));
        return gaps;
    }

    private static Gap gap(List<Specialist> everybody, Facility facility, SentKinds.Sent sent, LocalDate day) {
        var kind = sent.kind();
        return new Gap(
                facility,
                kind,
                sent.count(),
                readers(everybody, facility, kind, day),
                everybody.stream()
                        .map(one -> new Near(
                                one.username(),
                                one.displayName(),
                                ReadingRights.obstacles(one, place(facility), kind, day)))
                        .filter(near -> !near.missing().isEmpty())
                        .sorted(Comparator.comparing(
                                        (Near near) -> near.missing().size())
                                .thenComparing(Near::displayName))
                        .limit(MOST_NEAREST)
                        .toList());
    }

    private static List<String> readers(List<Specialist> everybody, Facility facility, Kind kind, LocalDate day) {
        return everybody.stream()
                .filter(one ->
                        ReadingRights.obstacles(one, place(facility), kind, day).isEmpty())
                .map(Specialist::displayName)
                .sorted()
                .toList();
    }

    private static Place place(Facility facility) {
        return new Place(facility.tenant(), facility.jurisdiction());
    }

    private static @Nullable AgeGroup age(Ages ages) {
        return ages == Ages.ANY ? null : AgeGroup.valueOf(ages.name());
    }

    private Stream<Facility> facilities() {
        var visible = callers.required().tenants();
        return tenants.served().stream()
                .filter(hospital -> visible.contains(hospital.id()))
                .flatMap(hospital -> hospital.facilities().stream());
    }

    private Stream<String> modalities(List<Specialist> everybody) {
        return modalities(everybody, sent());
    }

    private static Stream<String> modalities(List<Specialist> everybody, SentKinds sent) {
        return Stream.concat(
                        everybody.stream()
                                .flatMap(one -> one.competencies().stream())
                                .map(Competency::modality),
                        sent.modalities().stream())
                .filter(modality -> !modality.equals(Competency.ANY) && !modality.isBlank())
                .distinct()
                .sorted();
    }

    private SentKinds sent() {
        return SentKinds.since(clock.instant().minus(LOOKED_BACK), kinds, subspecialties.current());
    }

    /** With the subspecialty that is required whatever the order says. */
    private Kind kind(Facility facility, String modality, String region, @Nullable AgeGroup age) {
        var asked = subspecialties.current().of(facility.tenant(), modality, region, age, "");
        return new Kind(modality, region, age, asked);
    }

    private static Stream<String> regions() {
        return Stream.concat(BodyRegions.all().stream(), Stream.of(BodyRegions.UNKNOWN));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
