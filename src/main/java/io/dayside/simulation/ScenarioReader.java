package io.dayside.simulation;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a scenario.
 *
 * @param regions whose licences they have
 * @param skills that they have
 * @param factor minutes they need for a minute of an average reader
 * @param contract absent for who is limited by none
 */
public record ScenarioReader(
        String name,
        ZoneId zone,
        Set<String> regions,
        Set<String> skills,
        double factor,
        List<ShiftPattern> shifts,
        @Nullable ContractTerms contract) {

    public ScenarioReader {
        regions = Set.copyOf(regions);
        skills = Set.copyOf(skills);
        shifts = List.copyOf(shifts);
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor of %s must be positive, was %s".formatted(name, factor));
        }
    }

    /** Somebody whom no contract limits. */
    public ScenarioReader(
            String name,
            ZoneId zone,
            Set<String> regions,
            Set<String> skills,
            double factor,
            List<ShiftPattern> shifts) {
        this(name, zone, regions, skills, factor, shifts, null);
    }

    boolean mayRead(String region, String skill) {
        return regions.contains(region) && skills.contains(skill);
    }
}
