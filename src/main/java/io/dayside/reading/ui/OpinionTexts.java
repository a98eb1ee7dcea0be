package io.dayside.reading.ui;

import io.dayside.collaboration.Opinion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** How a request for an opinion is told. */
final class OpinionTexts {

    private OpinionTexts() {}

    /** {@code answered 14:05 Zurich}. */
    static String standing(Opinion opinion, ZoneId zone) {
        return switch (opinion.state()) {
            case ASKED -> "asked " + time(opinion.askedAt(), zone) + ", no answer yet";
            case ANSWERED -> "answered " + time(ended(opinion), zone);
            case DECLINED -> "declined " + time(ended(opinion), zone);
            case WITHDRAWN -> "withdrawn " + time(ended(opinion), zone) + ": " + opinion.words();
        };
    }

    /** For whoever was asked. */
    static String over(Opinion opinion) {
        return switch (opinion.state()) {
            case ANSWERED -> "Your opinion was given. Thank you.";
            case DECLINED -> "You gave no opinion, and the asker was told why.";
            case WITHDRAWN -> "It was withdrawn: " + opinion.words() + ".";
            case ASKED -> "The asker holds the case no longer.";
        };
    }

    /** In one paragraph, below a signed report. */
    static String whole(Opinion opinion, UnaryOperator<String> names) {
        var asked = "%s asked %s: “%s”"
                .formatted(names.apply(opinion.asker()), names.apply(opinion.asked()), opinion.question());
        return switch (opinion.state()) {
            case ASKED -> asked + " No answer yet.";
            case ANSWERED -> asked + " Answer: “" + opinion.words() + "”";
            case DECLINED -> asked + " Declined: “" + opinion.words() + "”";
            case WITHDRAWN -> asked + " Withdrawn: " + opinion.words() + ".";
        };
    }

    private static Instant ended(Opinion opinion) {
        return Objects.requireNonNull(opinion.endedAt());
    }

    private static String time(Instant at, ZoneId zone) {
        return Words.clock(at, zone) + " " + Words.place(zone);
    }
}
