package io.dayside.priors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.BodyRegions;
import io.dayside.priors.Relevance.Current;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Current CT_HEAD = new Current("1.1", TODAY, "CT", "HEAD");

    @Test
    void theSameModalityOfTheRegionComesFirstThenOthersOfItEachNewestFirst() {
        var mrNew = study("1", "2026-11-01", "HEAD", "MR");
        var ctOld = study("2", "2023-05-01", "HEAD", "CT");
        var ctNew = study("3", "2025-05-01", "HEAD", "SR", "CT");
        var mrOld = study("4", "2024-11-01", "HEAD", "MR");

        assertThat(select(CT_HEAD, mrOld, ctOld, mrNew, ctNew)).containsExactly(ctNew, ctOld, mrNew, mrOld);
    }

    @Test
    void anotherRegionIsNoComparisonWhateverTheModality() {
        assertThat(select(CT_HEAD, study("1", "2026-11-01", "CHEST", "CT"))).isEmpty();
    }

    @Test
    void whereARegionIsUnknownTheSameModalityHasToDoAndComesLast() {
        var unknown = study("1", "2026-11-20", BodyRegions.UNKNOWN, "CT");
        var unknownMr = study("2", "2026-11-20", BodyRegions.UNKNOWN, "MR");
        var head = study("3", "2023-01-01", "HEAD", "MR");

        assertThat(select(CT_HEAD, unknown, unknownMr, head)).containsExactly(head, unknown);
        assertThat(select(new Current("1.1", TODAY, "CT", BodyRegions.UNKNOWN), unknown, head))
                .containsExactly(unknown);
    }

    @Test
    void aStudyOfTheSameDayOrLaterIsNoPrior() {
        assertThat(select(
                        CT_HEAD,
                        study("1", "2026-11-24", "HEAD", "CT"),
                        study("2", "2026-11-25", "HEAD", "CT"),
                        study("1.1", "2026-11-01", "HEAD", "CT")))
                .as("the last is the study itself")
                .isEmpty();
    }

    @Test
    void ageAndNumberAreBounded() {
        var inTime = study("1", "2021-11-24", "HEAD", "CT");
        assertThat(select(CT_HEAD, inTime, study("2", "2021-11-23", "HEAD", "CT")))
                .containsExactly(inTime);

        var many = List.of(
                study("1", "2026-01-01", "HEAD", "CT"),
                study("2", "2026-01-02", "HEAD", "CT"),
                study("3", "2026-01-03", "HEAD", "CT"));
        assertThat(Relevance.select(CT_HEAD, many, 2, 5))
                .extracting(Candidate::studyInstanceUid)
                .containsExactly("3", "2");
    }

    private static List<Candidate> select(Current current, Candidate... candidates) {
        return Relevance.select(current, List.of(candidates), 10, 5);
    }

    private static Candidate study(String uid, String date, String region, String... modalities) {
        return new Candidate(uid, "P-1", "", LocalDate.parse(date), List.of(modalities), region, "", "");
    }
}
