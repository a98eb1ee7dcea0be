package io.dayside.workforce;

import io.dayside.cases.CaseKinds;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import io.dayside.workforce.ReadingRights.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hours ahead in which what a hospital sends would find nobody. For work in the background: nobody's rights are asked. */
@Service
public class CoverageHoles {

    private static final Duration LOOKED_BACK = Duration.ofDays(90);

    private final Specialists specialists;
    private final CaseKinds kinds;
    private final Subspecialties subspecialties;
    private final Clock clock;

    CoverageHoles(Specialists specialists, CaseKinds kinds, Subspecialties subspecialties, Clock clock) {
        this.specialists = specialists;
        this.kinds = kinds;
        this.subspecialties = subspecialties;
        this.clock = clock;
    }

    /**
     * @param modality with the subspecialty where that is required, such as {@code CT NEURORADIOLOGY}
     * @param from a full hour
     * @param until a full hour, or the end of what was looked at
     */
    public record Hole(Facility facility, String modality, Instant from, Instant until) {}

    /**
     * Of the modalities that each facility of the hospital sent in 90 days, in a transaction that sees it.
     *
     * @param hours 1 or more, the running one first
     */
    @Transactional(readOnly = true)
    public List<Hole> of(Hospital hospital, int hours) {
        var from = clock.instant().truncatedTo(ChronoUnit.HOURS);
        var sent = SentKinds.since(clock.instant().minus(LOOKED_BACK), kinds, subspecialties.current());
        if (sent.all().isEmpty()) {
            return List.of();
        }
        var holes = new ArrayList<Hole>();
        var shifts = new HoursAhead(specialists.all(), from, hours);
        for (var facility : hospital.facilities()) {
            var place = new Place(hospital.id(), facility.jurisdiction());
            sent.wantedAt(facility)
                    .forEach(wanted ->
                            holes.addAll(holes(facility, wanted.words(), from, shifts.readers(place, wanted))));
        }
        return holes;
    }

    private static List<Hole> holes(Facility facility, String modality, Instant from, List<Integer> readers) {
        var holes = new ArrayList<Hole>();
        int hour = 0;
        while (hour < readers.size()) {
            int end = hour;
            while (end < readers.size() && readers.get(end) == 0) {
                end++;
            }
            if (end > hour) {
                holes.add(new Hole(facility, modality, at(from, hour), at(from, end)));
            }
            hour = end + 1;
        }
        return holes;
    }

    private static Instant at(Instant from, int hour) {
        return from.plus(Duration.ofHours(hour));
    }
}
