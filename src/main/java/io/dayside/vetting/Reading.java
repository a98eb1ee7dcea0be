package io.dayside.vetting;

import io.dayside.reading.Verdict;
import io.dayside.vetting.PracticalTest.TestCase;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One case as a candidate has read it.
 *
 * @param answers to each target
 * @param verdicts on each claim, in the order of the claims
 * @param took from the first look to the signature
 */
public record Reading(TestCase shown, Map<String, Answer> answers, List<Verdict> verdicts, Duration took) {

    public Reading {
        answers = Map.copyOf(answers);
        verdicts = List.copyOf(verdicts);
        if (verdicts.size() != shown.claims().size()) {
            throw new IllegalArgumentException("one verdict for each claim");
        }
    }
}
