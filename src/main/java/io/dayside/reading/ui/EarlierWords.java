package io.dayside.reading.ui;

import io.dayside.priors.PriorsObstacle;
import io.dayside.priors.PriorsOverview;
import io.dayside.priors.PriorsOverview.Entry;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How the reading room speaks of earlier studies. */
final class EarlierWords {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private EarlierWords() {}

    /** {@code 1 Mar 2025}. */
    static String date(Entry entry) {
        return DATE.format(entry.prior().date());
    }

    /** {@code MR · Brain}, {@code CT head}; the region where the PACS gives no description. */
    static String study(Entry entry) {
        var prior = entry.prior();
        var name = prior.description().isBlank() ? prior.region().toLowerCase(Locale.ROOT) : prior.description();
        boolean isNamed = prior.modality().isBlank() || List.of(name.split(" ")).contains(prior.modality());
        return isNamed ? name : prior.modality() + " · " + name;
    }

    /** Where its pictures are. */
    static String state(PriorsOverview overview, Entry entry) {
        return switch (entry.prior().state()) {
            case THERE -> entry.held() ? "fetched" : "no longer kept here";
            case INCOMPLETE ->
                entry.held()
                        ? "fetched in part: the hospital's PACS did not give all of it"
                        : "could not be fetched: the hospital's PACS did not give it";
            case WANTED -> wanted(overview);
        };
    }

    private static String wanted(PriorsOverview overview) {
        var why = overview.obstacle().map(EarlierWords::obstacle);
        return switch (overview.progress()) {
            case UNDER_WAY ->
                why.map(reason -> "not here yet: %s. It is tried again.".formatted(reason))
                        .orElse("being fetched");
            case NOT_ASKED, DONE, GIVEN_UP ->
                "could not be fetched" + why.map(reason -> ": " + reason).orElse("");
        };
    }

    /** What is said where there are no earlier studies. */
    static String none(PriorsOverview overview) {
        var why = overview.obstacle().map(EarlierWords::obstacle);
        return switch (overview.progress()) {
            case NOT_ASKED -> "The hospital's PACS is not asked for earlier studies.";
            case UNDER_WAY ->
                why.map(reason -> "Not looked for yet: %s. It is tried again.".formatted(reason))
                        .orElse("The hospital's PACS is being asked.");
            case DONE -> "The hospital's PACS has none that matters for the comparison.";
            case GIVEN_UP ->
                "They could not be looked for"
                        + why.map(reason -> ": " + reason + ".").orElse(".");
        };
    }

    private static String obstacle(PriorsObstacle obstacle) {
        return switch (obstacle) {
            case UNREACHABLE -> "the hospital's PACS does not answer";
            case REFUSED -> "the hospital's PACS refuses to give it";
            case BROKEN -> "the hospital's PACS answers what cannot be understood";
            case NOT_SET_UP -> "the way to the hospital's PACS is not set up, which an operator can do";
            case NO_ROOM -> "the hospital's room in the archive is used up";
        };
    }
}
