package io.dayside.vetting;

import io.dayside.reading.Judgement;
import io.dayside.reading.SignedReport;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case of a sitting as far as the candidate has come with it.
 *
 * @param position from 1, in the order in which this candidate meets the cases
 * @param testCase place in the test's file, from 0
 * @param findings absent until something was written
 * @param answers to the targets answered so far
 * @param verdicts by the claim's place in the test's file, from 0
 */
record SittingCase(
        UUID id,
        int position,
        int testCase,
        @Nullable Instant openedAt,
        @Nullable String findings,
        @Nullable String impression,
        @Nullable Instant savedAt,
        int wholeFrames,
        boolean readElsewhere,
        Map<String, Answer> answers,
        Map<Integer, Judgement> verdicts,
        @Nullable Instant signedAt,
        @Nullable SignedReport report) {

    Judgement judgement(int claim) {
        return verdicts.getOrDefault(claim, new Judgement.Undecided());
    }

    boolean isSigned() {
        return report != null;
    }
}
