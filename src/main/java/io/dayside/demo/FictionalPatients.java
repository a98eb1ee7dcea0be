package io.dayside.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Names and dates of birth that belong to nobody. */
public final class FictionalPatients {

    private static final List<String> FAMILIES = List.of(
            "Testwell",
            "Samplesen",
            "Mockford",
            "Phantomby",
            "Exemplar",
            "Beispieler",
            "Muster",
            "Fabler",
            "Inventson",
            "Makebury",
            "Novelle",
            "Figment",
            "Ersonnen",
            "Placeholt",
            "Simulo",
            "Dummett",
            "Trialby",
            "Blankenau");
    private static final List<String> WOMEN = List.of(
            "Ada", "Berta", "Cora", "Delia", "Edda", "Flora", "Greta", "Hanna", "Ines", "Jonna", "Klara", "Lina");
    private static final List<String> MEN = List.of(
            "Alvin", "Bruno", "Casper", "Dario", "Emil", "Felix", "Gustav", "Hugo", "Ivo", "Jonas", "Karl", "Leo");

    private FictionalPatients() {}

    /** One person; the same seed gives the same. */
    public record Patient(String name, String sex, LocalDate birthDate) {}

    public static Patient of(long seed, LocalDate today) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L + 5);
        boolean woman = random.nextBoolean();
        List<String> given = woman ? WOMEN : MEN;
        String name = FAMILIES.get(random.nextInt(FAMILIES.size())) + "^" + given.get(random.nextInt(given.size()));
        LocalDate birth = today.minusDays(20 * 365L + random.nextInt(68 * 365));
        return new Patient(name, woman ? "F" : "M", birth);
    }
}
