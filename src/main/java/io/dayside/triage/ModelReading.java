package io.dayside.triage;

import io.dayside.tenancy.Ids;
import io.dayside.triage.StudyPictures.Picture;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.LoadedModel.Scores;
import io.dayside.triage.model.ModelCard;
import io.dayside.triage.model.SpeakingRegion;
import io.dayside.triage.model.StackScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets one model look at the pictures of a study. */
final class ModelReading {

    private final LoadedModel model;
    private final ModelCard card;

    ModelReading(LoadedModel model) {
        this.model = model;
        this.card = model.card();
    }

    private record Scored(Picture picture, Scores scores) {

        double score() {
            return scores.score();
        }
    }

    Conclusion of(List<Picture> pictures) {
        return switch (card.preparation()) {
            case HEAD -> stacks(pictures);
            case FILM -> films(pictures);
        };
    }

    /** The most suspicious film that looks like one. */
    private Conclusion films(List<Picture> pictures) {
        List<Scored> accepted =
                scored(pictures).stream().filter(this::isExpected).toList();
        return accepted.stream()
                .max(Comparator.comparingDouble(Scored::score))
                .<Conclusion>map(film -> claimed(film, card.study().probability(film.score())))
                .orElseGet(this::declined);
    }

    /** The most suspicious series of which at least half the slices look as expected. */
    private Conclusion stacks(List<Picture> pictures) {
        Map<String, List<Picture>> series = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            series.computeIfAbsent(picture.instance().seriesInstanceUid(), _ -> new ArrayList<>())
                    .add(picture);
        }
        List<List<Picture>> heads = series.values().stream()
                .filter(stack -> HeadStack.objection(stack).isEmpty())
                .toList();
        if (heads.isEmpty()) {
            return declined(series.values());
        }
        return heads.stream()
                .map(this::scored)
                .filter(this::isMostlyExpected)
                .max(Comparator.comparingDouble(ModelReading::stackScore))
                .<Conclusion>map(this::claimed)
                .orElseGet(this::declined);
    }

    /** The largest series speaks for the study. */
    private static Conclusion declined(Collection<List<Picture>> series) {
        return series.stream()
                .max(Comparator.comparingInt(List::size))
                .flatMap(HeadStack::objection)
                .map(Conclusion.Declined::new)
                .orElseThrow();
    }

    private List<Scored> scored(List<Picture> pictures) {
        List<Scores> scores = model.score(pictures.stream().map(Picture::fitted).toList());
        List<Scored> result = new ArrayList<>(scores.size());
        for (int i = 0; i < scores.size(); i++) {
            result.add(new Scored(pictures.get(i), scores.get(i)));
        }
        return result;
    }

    private boolean isExpected(Scored scored) {
        return card.guard()
                .objection(scored.picture.fitted(), scored.scores.features(), card.expected())
                .isEmpty();
    }

    private boolean isMostlyExpected(List<Scored> stack) {
        return 2 * stack.stream().filter(this::isExpected).count() >= stack.size();
    }

    private static double stackScore(List<Scored> stack) {
        return StackScore.of(stack.stream().map(Scored::score).toList());
    }

    private Conclusion.Claimed claimed(List<Scored> stack) {
        Scored speaking =
                stack.stream().max(Comparator.comparingDouble(Scored::score)).orElseThrow();
        return claimed(speaking, card.study().probability(stackScore(stack)));
    }

    private Conclusion.Claimed claimed(Scored speaking, double probability) {
        var instance = speaking.picture.instance();
        return new Conclusion.Claimed(new ModelFinding(
                Ids.next(),
                card.label(),
                probability,
                probability >= card.operatingPoint(),
                card.severity(),
                instance.sopInstanceUid(),
                speaking.picture.frame(),
                SpeakingRegion.of(
                        speaking.scores.map(),
                        instance.rows(),
                        instance.columns(),
                        speaking.picture.spacingMm(),
                        card.preparation()),
                card.name(),
                card.version()));
    }

    private Conclusion.Declined declined() {
        return new Conclusion.Declined("does not look like " + card.expected());
    }
}
