package io.dayside.delivery.ui;

import io.dayside.intake.ReceivingStudy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What a study waits for that is being received, in the words of whoever sent it. */
final class ReceivingWords {

    /** The look that makes a study complete may come so much later than its time. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private ReceivingWords() {}

    /** When a study that is still being received has waited in vain. */
    static Instant overdueAt(ReceivingStudy receiving) {
        return receiving.completeAt().plus(SLACK);
    }

    /** @param time clock time where the study came from */
    static String of(ReceivingStudy receiving, Function<Instant, String> time, Instant now) {
        return begun(receiving)
                + "Last image at %s. ".formatted(time.apply(receiving.silentSince()))
                + (now.isBefore(overdueAt(receiving)) ? waitsFor(receiving, time) : waitedInVain(receiving, time));
    }

    private static String begun(ReceivingStudy receiving) {
        return receiving.isReopened() ? "Reopened: more images came after all had arrived. " : "";
    }

    private static String waitsFor(ReceivingStudy receiving, Function<Instant, String> time) {
        var until = time.apply(receiving.completeAt());
        int held = receiving.study().instances();
        if (receiving.orderedInstances() > held) {
            return "Waits for %s of the order, has %d; counts as complete at %s if no more come."
                    .formatted(images(receiving.orderedInstances()), held, until);
        }
        if (receiving.stepInstances() > held) {
            return "Waits for %s that the modality announced, has %d; counts as complete at %s if no more come."
                    .formatted(images(receiving.stepInstances()), held, until);
        }
        return "Waits for quiet of %s, until %s.".formatted(length(receiving.quietTime()), until);
    }

    private static String waitedInVain(ReceivingStudy receiving, Function<Instant, String> time) {
        return "It should have counted as complete at %s. If all images are here, say so."
                .formatted(time.apply(receiving.completeAt()));
    }

    static String images(int count) {
        return count == 1 ? "1 image" : count + " images";
    }

    /** In the largest unit that leaves no remainder. */
    static String length(Duration duration) {
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return amount(duration.toHours(), "hour");
        }
        return duration.equals(Duration.ofMinutes(duration.toMinutes()))
                ? amount(duration.toMinutes(), "minute")
                : amount(duration.toSeconds(), "second");
    }

    private static String amount(long count, String unit) {
        return count == 1 ? "1 " + unit : "%d %ss".formatted(count, unit);
    }
}
