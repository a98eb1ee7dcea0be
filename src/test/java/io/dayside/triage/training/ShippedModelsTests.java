package io.dayside.triage.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.triage.TrainingImages;
import io.dayside.triage.TrainingImages.HeadSlice;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.LoadedModel.Scores;
import io.dayside.triage.model.ModelShelf;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import io.dayside.triage.model.StackScore;
import io.dayside.triage.training.Figures.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the shipped weights must still do, on seeds and patients that they were not trained on. */
class ShippedModelsTests {

    private static final TrainingImages IMAGES =
            ServiceLoader.load(TrainingImages.class).findFirst().orElseThrow();

    private static final long FRESH_SEED = 9_000_000;

    @Test
    void headsWithHaemorrhageScoreAboveThoseWithout() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (LoadedModel model = ModelShelf.load(ModelShelf.HEAD_CT)) {
            for (int i = 0; i < 8; i++) {
                boolean bleeds = i % 2 == 1;
                double score = StackScore.of(scores(model, IMAGES.head(FRESH_SEED + i, bleeds)));
                outcomes.add(new Outcome("" + i, model.card().study().probability(score), bleeds));
            }
        }

        assertThat(Figures.auc(outcomes)).isGreaterThanOrEqualTo(0.85);
    }

    private static List<Double> scores(LoadedModel model, TrainingImages.HeadVolume head) {
        List<Plane> fitted = new ArrayList<>();
        for (int i = 0; i < head.slices(); i++) {
            HeadSlice slice = head.slice(i);
            Plane plane = Plane.of(slice.hounsfield(), slice.rows(), slice.columns());
            fitted.add(Preparation.HEAD.fitted(
                    plane, slice.spacingMm(), model.card().inputSize()));
        }
        return model.score(fitted).stream().map(Scores::score).toList();
    }

    @Test
    void generatedFilmsWithPneumothoraxScoreAboveThoseWithout() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (LoadedModel model = ModelShelf.load(ModelShelf.CHEST_FILM)) {
            for (int i = 0; i < 16; i++) {
                var film = IMAGES.chest(FRESH_SEED + i, i % 2 == 1);
                Plane plane = Plane.of(film.values(), film.rows(), film.columns());
                Plane fitted = Preparation.FILM.fitted(plane, 0, model.card().inputSize());
                double score = model.score(List.of(fitted)).getFirst().score();
                outcomes.add(new Outcome("" + i, score, film.pneumothorax()));
            }
        }

        assertThat(Figures.auc(outcomes)).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void abnormalFilmsOfHeldOutPatientsScoreAboveNormalOnes() throws IOException {
        String named = System.getenv("DAYSIDE_SHARED_DATA");
        Path data = (named == null ? Path.of("..", "shared", "data") : Path.of(named)).resolve("cxr-nih-pneumonia");
        Assumptions.assumeTrue(
                Files.isRegularFile(data.resolve("labels.csv")), "no cxr-nih-pneumonia; set DAYSIDE_SHARED_DATA");

        List<Outcome> outcomes = new ArrayList<>();
        try (LoadedModel model = ModelShelf.load(ModelShelf.CHEST_FILM)) {
            var films = new LabelledFilms(data, ChestTraining.ADULTS, "abnormal")
                    .samples(model.card().inputSize());
            List<Sample> heldOut = Split.byPatient(films, model.card().seed()).test();
            List<Scores> scores =
                    model.score(heldOut.stream().map(Sample::plane).toList());
            for (int i = 0; i < heldOut.size(); i++) {
                outcomes.add(new Outcome(
                        heldOut.get(i).patient(),
                        scores.get(i).score(),
                        heldOut.get(i).positive()));
            }
        }

        assertThat(outcomes).hasSizeGreaterThan(100);
        assertThat(Figures.auc(outcomes)).isGreaterThanOrEqualTo(0.72);
    }
}
