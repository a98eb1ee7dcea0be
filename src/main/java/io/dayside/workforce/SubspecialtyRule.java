package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cases of a kind ask for a subspecialty. What is empty holds for every case; everything else must hold.
 *
 * @param words of the ordered procedure, of which one must stand there, in lower case
 */
public record SubspecialtyRule(
        Subspecialty subspecialty,
        Set<String> modalities,
        Set<String> bodyRegions,
        Set<AgeGroup> ages,
        List<String> words) {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    public SubspecialtyRule {
        modalities = Set.copyOf(modalities);
        bodyRegions = Set.copyOf(bodyRegions);
        ages = Set.copyOf(ages);
        words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * @param age absent where nobody knows; then no rule for ages holds
     * @param procedure as it was ordered, or the study describes itself
     */
    boolean holdsFor(String modality, String bodyRegion, @Nullable AgeGroup age, String procedure) {
        return (modalities.isEmpty() || modalities.contains(Specialist.Competency.readLike(modality)))
                && (bodyRegions.isEmpty() || bodyRegions.contains(bodyRegion))
                && (ages.isEmpty() || (age != null && ages.contains(age)))
                && (words.isEmpty() || namesOne(procedure));
    }

    private boolean namesOne(String procedure) {
        return Stream.of(BETWEEN_WORDS.split(procedure.toLowerCase(Locale.ROOT), -1))
                .anyMatch(words::contains);
    }
}
