package io.dayside.vetting;

import io.dayside.tenancy.TenantId;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import io.dayside.workforce.Specialist.Ages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cases of which the truth is known, what the AI is made to say of them, and what a candidate has to score.
 *
 * @param library hospital in whose archive the studies are; it keeps a library
 * @param model name of the model that the claims are shown under
 * @param targets what the candidate is asked about in each case, in words
 * @param pass at most so much of each
 * @param earned what is written into the passport of who passes
 * @param open from the invitation until the last signature
 * @param again after a failure, not before so long
 */
public record PracticalTest(
        String id,
        String title,
        TenantId library,
        String model,
        String modelVersion,
        List<String> targets,
        List<TestCase> cases,
        Map<Criterion, Integer> pass,
        Earned earned,
        Duration open,
        Duration again) {

    public PracticalTest {
        targets = List.copyOf(targets);
        cases = List.copyOf(cases);
        pass = Map.copyOf(pass);
    }

    /**
     * @param study Study Instance UID
     * @param history what the candidate is told
     * @param truth empty where the study shows none of the targets
     * @param claims what the AI says, right or wrong
     */
    public record TestCase(String study, String history, List<Truth> truth, List<ShownClaim> claims) {

        public TestCase {
            truth = List.copyOf(truth);
            claims = List.copyOf(claims);
        }

        public Optional<Truth> truthAbout(String target) {
            return truth.stream().filter(one -> one.target().equals(target)).findFirst();
        }

        public boolean isRight(ShownClaim claim) {
            return truthAbout(claim.target())
                    .filter(truth -> truth.isAt(claim.slice()))
                    .isPresent();
        }

        /** Whether the AI says nothing, or nothing right, of a target that is there. */
        public boolean isMissed(Truth truth) {
            return claims.stream().noneMatch(claim -> claim.target().equals(truth.target()) && isRight(claim));
        }

        public boolean hasPlantedError() {
            return claims.stream().anyMatch(claim -> !isRight(claim))
                    || truth.stream().anyMatch(this::isMissed);
        }
    }

    /** @param slices where it may be seen; absent where the place does not matter */
    public record Truth(String target, @Nullable Slices slices) {

        /** @param slice from 1; 0 where nobody said */
        boolean isAt(int slice) {
            return slices == null || (slice >= slices.from() && slice <= slices.to());
        }
    }

    /** Positions in the first series, from 1, both included. */
    public record Slices(int from, int to) {}

    /**
     * What the AI is made to say.
     *
     * @param percent its probability
     * @param slice position in the first series, from 1
     * @param region in pixels; absent where it names none
     */
    public record ShownClaim(
            String target, int percent, int slice, ModelFinding.@Nullable Region region, Severity severity) {}

    /**
     * @param subspecialty {@code *} for any
     * @param months it holds for so long
     * @param closes whether a failure suspends what the candidate holds for that modality and region
     */
    public record Earned(
            String modality, String bodyRegion, Ages ages, String subspecialty, int months, boolean closes) {}
}
