package io.dayside.priors;

import io.dayside.cases.BodyRegions;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * Which earlier studies matter: those of the same body region, of the same modality first, the newest of each first. Where
 * the region of either is not known, the same modality has to do, and comes last.
 */
final class Relevance {

    private Relevance() {}

    /**
     * What is compared with.
     *
     * @param date in the hospital's own zone
     */
    record Current(String studyInstanceUid, LocalDate date, String modality, String region) {}

    /** Most relevant first. A study of the same day or later is no prior: it may itself be on its way to be read. */
    static List<Candidate> select(Current current, List<Candidate> candidates, int most, int years) {
        return candidates.stream()
                .filter(candidate -> !candidate.studyInstanceUid().equals(current.studyInstanceUid()))
                .filter(candidate -> candidate.date().isBefore(current.date()))
                .filter(candidate -> !candidate.date().isBefore(current.date().minusYears(years)))
                .filter(candidate -> rank(current, candidate) < IRRELEVANT)
                .sorted(Comparator.comparingInt((Candidate candidate) -> rank(current, candidate))
                        .thenComparing(Candidate::date, Comparator.reverseOrder())
                        .thenComparing(Candidate::studyInstanceUid))
                .limit(most)
                .toList();
    }

    private static final int IRRELEVANT = 3;

    private static int rank(Current current, Candidate candidate) {
        boolean sameModality = candidate.modalities().contains(current.modality());
        boolean unknown = current.region().equals(BodyRegions.UNKNOWN)
                || candidate.region().equals(BodyRegions.UNKNOWN);
        if (unknown) {
            return sameModality ? 2 : IRRELEVANT;
        }
        if (!current.region().equals(candidate.region())) {
            return IRRELEVANT;
        }
        return sameModality ? 0 : 1;
    }
}
