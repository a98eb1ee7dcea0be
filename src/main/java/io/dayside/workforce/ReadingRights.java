package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps somebody from reading, by what their passport says and not by the hour. */
public final class ReadingRights {

    private ReadingRights() {}

    /**
     * Where something is to be read for.
     *
     * @param jurisdiction ISO 3166 code of the facility's
     */
    public record Place(TenantId hospital, String jurisdiction) {}

    /**
     * What is to be read.
     *
     * @param age absent where nobody knows
     * @param subspecialty that is asked for, which only bars where it is required
     */
    public record Kind(
            String modality, String bodyRegion, @Nullable AgeGroup age, Subspecialty subspecialty) {

        /** For which no subspecialty is asked. */
        public Kind(String modality, String bodyRegion, @Nullable AgeGroup age) {
            this(modality, bodyRegion, age, Subspecialty.NONE);
        }

        /** {@code CT HEAD of a child}; {@code CT HEAD of an adult in neuroradiology} where that is required. */
        public String words() {
            return subspecialty.required() ? study() + " in " + subspecialty.words() : study();
        }

        private String study() {
            var whose = age == null
                    ? ""
                    : " of " + (age == AgeGroup.ADULT ? "an " : "a ")
                            + age.name().toLowerCase(Locale.ROOT);
            return modality + " " + bodyRegion + whose;
        }
    }

    /** In words, what bars from a place whatever is to be read there; empty when nothing does. */
    public static List<String> obstacles(Specialist specialist, Place place, LocalDate day) {
        var obstacles = new ArrayList<String>();
        obstacle(
                        "licence for " + place.jurisdiction(),
                        specialist.licences().stream()
                                .filter(one -> one.jurisdiction().equals(place.jurisdiction())),
                        day)
                .forEach(obstacles::add);
        obstacle(
                        "privilege",
                        specialist.privileges().stream()
                                .filter(one -> one.tenant().equals(place.hospital())),
                        day)
                .forEach(obstacles::add);
        contractObstacle(specialist, place, day).ifPresent(obstacles::add);
        return obstacles;
    }

    /** How much somebody has read or worked does not matter here. */
    private static Optional<String> contractObstacle(Specialist specialist, Place place, LocalDate day) {
        var contract = specialist.contract();
        if (contract == null) {
            return Optional.empty();
        }
        return contract.standingOn(day) == Standing.ACTIVE
                ? Optional.of("no contract with the hospital").filter(_ -> !contract.isWith(place.hospital()))
                : Optional.of("contract " + words(contract, day));
    }

    /** As {@link #obstacles(Specialist, Place, LocalDate)}, for a kind of study. */
    public static List<String> obstacles(Specialist specialist, Place place, Kind kind, LocalDate day) {
        var obstacles = new ArrayList<>(obstacles(specialist, place, day));
        if (!isCompetent(specialist, kind, day)) {
            obstacle(
                            "competency in " + kind.words(),
                            specialist.competencies().stream()
                                    .filter(one -> one.covers(kind.modality(), kind.bodyRegion()))
                                    .filter(one -> one.ages().cover(kind.age()))
                                    .filter(one -> !kind.subspecialty().required() || one.isIn(kind.subspecialty())),
                            day)
                    .forEach(obstacles::add);
        }
        return obstacles;
    }

    public static boolean isCompetent(Specialist specialist, Kind kind, LocalDate day) {
        return specialist.competencies().stream()
                .anyMatch(one -> one.covers(kind.modality(), kind.bodyRegion(), kind.age(), kind.subspecialty(), day));
    }

    /** One that holds is enough; where none does, the one that lasts longest says why. */
    private static Stream<String> obstacle(String name, Stream<? extends Credential> held, LocalDate day) {
        var all = held.toList();
        if (all.stream().anyMatch(one -> one.standingOn(day) == Standing.ACTIVE)) {
            return Stream.empty();
        }
        return Stream.of(all.stream()
                .max(Comparator.comparing(Credential::validTo))
                .map(one -> name + " " + words(one, day))
                .orElse("no " + name));
    }

    private static String words(Credential credential, LocalDate day) {
        return switch (credential.standingOn(day)) {
            case ACTIVE -> "holds";
            case PENDING -> day.isBefore(credential.validFrom()) ? "begins on " + credential.validFrom() : "is pending";
            case SUSPENDED -> "is suspended";
            case EXPIRED -> day.isAfter(credential.validTo()) ? "expired on " + credential.validTo() : "expired";
            case REVOKED -> "was revoked";
        };
    }
}
