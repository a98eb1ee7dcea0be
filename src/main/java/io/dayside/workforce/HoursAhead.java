package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.SentKinds.Wanted;
import io.dayside.workforce.Specialist.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who is on shift in the hours ahead, within the hours of their contract. Shifts are asked for by the instant, so that each
 * follows the wall clock of its own zone over a change to or from daylight saving; an hour counts for whoever is there at each
 * of its quarters.
 */
final class HoursAhead {

    private static final int QUARTERS = 4;
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Instant from;
    private final int hours;
    private final Map<Specialist, BitSet> onShift = new HashMap<>();

    /** @param from an hour's begin */
    HoursAhead(List<Specialist> everybody, Instant from, int hours) {
        this.from = from;
        this.hours = hours;
        everybody.forEach(one -> onShift.put(one, quarters(one)));
    }

    private BitSet quarters(Specialist one) {
        var agreed = new ContractHours(one);
        var quarters = new BitSet(hours * QUARTERS);
        for (int quarter = 0; quarter < hours * QUARTERS; quarter++) {
            quarters.set(quarter, agreed.onShift(from.plus(QUARTER.multipliedBy(quarter))));
        }
        return quarters;
    }

    /** How many may read a modality there in each hour, in whichever body region, at the quarter with the fewest. */
    List<Integer> readers(Place place, String modality) {
        return readers(place, new Wanted(modality, Subspecialty.NONE));
    }

    /** The same where a subspecialty is required of them, for whichever age. */
    List<Integer> readers(Place place, Wanted wanted) {
        var able = new HashMap<LocalDate, List<BitSet>>();
        return IntStream.range(0, hours)
                .mapToObj(hour ->
                        fewest(hour, able.computeIfAbsent(day(hour), day -> ofWhoMayRead(place, wanted, day))))
                .toList();
    }

    private static int fewest(int hour, List<BitSet> able) {
        return IntStream.range(hour * QUARTERS, (hour + 1) * QUARTERS)
                .map(quarter ->
                        (int) able.stream().filter(one -> one.get(quarter)).count())
                .min()
                .orElse(0);
    }

    private List<BitSet> ofWhoMayRead(Place place, Wanted wanted, LocalDate day) {
        return onShift.entrySet().stream()
                .filter(one -> mayRead(one.getKey(), place, wanted, day))
                .map(Map.Entry::getValue)
                .toList();
    }

    static boolean mayRead(Specialist one, Place place, Wanted wanted, LocalDate day) {
        return ReadingRights.obstacles(one, place, day).isEmpty() && reads(one, wanted, day);
    }

    private static boolean reads(Specialist one, Wanted wanted, LocalDate day) {
        return one.competencies().stream()
                .anyMatch(able -> wanted.subspecialty().required()
                        ? able.isIn(wanted.subspecialty())
                                && able.standingOn(day) == Standing.ACTIVE
                                && able.covers(wanted.modality(), able.bodyRegion())
                        : able.covers(wanted.modality(), able.bodyRegion(), AgeGroup.ADULT, day));
    }

    private LocalDate day(int hour) {
        return LocalDate.ofInstant(from.plus(Duration.ofHours(hour)), ZoneOffset.UTC);
    }
}
