package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a study stands on its way to completeness.
 *
 * @param receiving whether more of it is expected
 * @param round 1 until it is complete, one more for each time that late instances began it anew
 * @param completedAt absent while it is receiving
 * @param because what made it complete last; absent in the first round until then
 * @param reopenedAt when late instances began the running round; absent in the first
 * @param steps in which it was acquired, the first to begin first
 */
public record StudyArrival(
        StudyRef study,
        boolean receiving,
        int round,
        @Nullable Instant completedAt,
        @Nullable CompletedBecause because,
        @Nullable Instant reopenedAt,
        List<PerformedStep> steps) {}
