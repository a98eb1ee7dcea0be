package io.dayside.triage.training;

import ai.djl.Model;
import io.dayside.triage.ModelFinding.Region;
import io.dayside.triage.Severity;
import io.dayside.triage.TrainingImages;
import io.dayside.triage.TrainingImages.HeadSlice;
import io.dayside.triage.model.Calibration;
import io.dayside.triage.model.Guard;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.LoadedModel.Scores;
import io.dayside.triage.model.ModelCard;
import io.dayside.triage.model.ModelCard.Measurement;
import io.dayside.triage.model.ModelShelf;
import io.dayside.triage.model.PictureFile;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import io.dayside.triage.model.SpeakingRegion;
import io.dayside.triage.model.StackScore;
import io.dayside.triage.training.Figures.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Trains and measures {@code head-ct-haemorrhage} on generated heads, and shows it real slices at the end. */
public final class HeadTraining {

    private static final int SIZE = 96;
    private static final List<Integer> WIDTHS = List.of(16, 16, 32, 32, 48, 48, 64);
    private static final double SHARPNESS = 3;
    private static final double SENSITIVITY = 0.95;

    /** A study has many slices with blood, so that a slice alone may be missed more often. */
    private static final double SLICE_SENSITIVITY = 0.85;

    private static final String SOURCE = "generated heads";

    private static final int TRAIN_HEADS = 320;
    private static final int SLICES_OF_A_HEAD = 11;
    private static final int VALIDATION_HEADS = 60;
    private static final int TEST_HEADS = 100;
    private static final long VALIDATION_SEED = 100_000;
    private static final long TEST_SEED = 200_000;

    private final TrainingImages images;
    private final @Nullable Path realSlices;
    private final long seed;
    private final PrintWriter progress;

    /** @param realSlices folder {@code ct-ich-masks}, or null to leave real slices out of the figures */
    public HeadTraining(TrainingImages images, @Nullable Path realSlices, long seed, PrintWriter progress) {
        this.images = images;
        this.realSlices = realSlices;
        this.seed = seed;
        this.progress = progress;
    }

    /** Trains, calibrates, measures, and writes card and weights. */
    public void writeTo(Path folder, LocalDate today) throws IOException {
        List<Sample> samples = trainingSlices();
        progress.printf("%d slices to train%n", samples.size());
        progress.flush();
        var training = new NetworkTraining(
                Preparation.HEAD, SIZE, WIDTHS, SHARPNESS, Map.of(SOURCE, 1.0), 26, 2400, 4, seed, progress);
        try (Model model = training.fitted(samples)) {
            TrainedModel.of(measured(model, samples, today), model).write(folder);
        }
    }

    /** Some slices of each head; slices with too little blood to be called visible are left out. */
    private List<Sample> trainingSlices() {
        List<Sample> samples = new ArrayList<>();
        for (int head = 0; head < TRAIN_HEADS; head++) {
            var volume = images.head(head, head % 2 == 1);
            int step = Math.max(volume.slices() / SLICES_OF_A_HEAD, 1);
            for (int i = head % step; i < volume.slices(); i += step) {
                HeadSlice slice = volume.slice(i);
                if (slice.bloodPixels() == 0 || slice.visible()) {
                    samples.add(sample(slice, head));
                }
            }
            if (head % 50 == 49) {
                progress.printf("computed %d of %d heads%n", head + 1, TRAIN_HEADS);
                progress.flush();
            }
        }
        return samples;
    }

    private static Sample sample(HeadSlice slice, long head) {
        Plane fitted = Preparation.HEAD.fitted(plane(slice), slice.spacingMm(), SIZE);
        return Sample.of(SOURCE, SOURCE + head, fitted, slice.visible(), mask(slice));
    }

    private static Plane plane(HeadSlice slice) {
        return Plane.of(slice.hounsfield(), slice.rows(), slice.columns());
    }

    private static byte[] mask(HeadSlice slice) {
        float[] blood = new float[slice.blood().length];
        for (int i = 0; i < blood.length; i++) {
            blood[i] = slice.blood()[i];
        }
        Plane small = new Plane(blood, slice.rows(), slice.columns()).resized(SIZE, SIZE);
        byte[] mask = new byte[SIZE * SIZE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (small.values()[i] >= 0.5f ? 1 : 0);
        }
        return mask;
    }

    private ModelCard measured(Model model, List<Sample> trained, LocalDate today) throws IOException {
        Guard none = new Guard(List.of(), -1, new double[0], new double[0], 0);
        LoadedModel network = LoadedModel.of(
                card(new Calibration(1, 0), new Calibration(1, 0), 0.5, 0.5, none, List.of(), today), model);
        List<Head> validation = heads(network, VALIDATION_SEED, VALIDATION_HEADS);
        List<Head> test = heads(network, TEST_SEED, TEST_HEADS);
        Calibration ofSlices = Calibration.fitted(validation.stream()
                .flatMap(head -> head.slices.stream())
                .map(slice -> new Calibration.Case(slice.score, slice.visible, 1))
                .toList());
        Calibration ofStudies = Calibration.fitted(validation.stream()
                .map(head -> new Calibration.Case(head.score(), head.bleeds, 1))
                .toList());
        double point = Figures.operatingPoint(studies(validation, ofStudies), SENSITIVITY);
        double slicePoint = Figures.operatingPoint(slices(validation, ofSlices), SLICE_SENSITIVITY);
        List<Measurement> figures = new ArrayList<>();
        figures.addAll(Figures.of("generated heads with other seeds, by study", studies(test, ofStudies), point));
        figures.addAll(Figures.of("generated heads with other seeds, by slice", slices(test, ofSlices), slicePoint));
        figures.addAll(localisation(test, ofStudies, point));
        Guard guard = guard(network, trained, validation);
        figures.addAll(real(network, ofSlices, slicePoint, guard));
        return card(ofSlices, ofStudies, point, slicePoint, guard, figures, today);
    }

    /** One measured slice; {@code hit} whether the middle of its region lies in the box around the blood. */
    private record Slice(
            double score, boolean visible, boolean any, boolean hit, double overlap, Plane fitted, float[] features) {}

    private record Head(long number, boolean bleeds, List<Slice> slices) {

        double score() {
            return StackScore.of(slices.stream().map(Slice::score).toList());
        }

        Slice speaking() {
            return slices.stream().max(Comparator.comparingDouble(Slice::score)).orElseThrow();
        }
    }

    private List<Head> heads(LoadedModel network, long firstSeed, int count) {
        List<Head> heads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean bleeds = i % 2 == 1;
            var volume = images.head(firstSeed + i, bleeds);
            List<HeadSlice> slices = new ArrayList<>();
            for (int s = 0; s < volume.slices(); s++) {
                slices.add(volume.slice(s));
            }
            heads.add(new Head(firstSeed + i, bleeds, scored(network, slices)));
        }
        progress.printf("measured %d heads%n", count);
        progress.flush();
        return heads;
    }

    private static List<Slice> scored(LoadedModel network, List<HeadSlice> slices) {
        List<Plane> fitted = slices.stream()
                .map(slice -> Preparation.HEAD.fitted(plane(slice), slice.spacingMm(), SIZE))
                .toList();
        List<Scores> scores = network.score(fitted);
        List<Slice> result = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            HeadSlice slice = slices.get(i);
            Scores score = scores.get(i);
            Region region =
                    SpeakingRegion.of(score.map(), slice.rows(), slice.columns(), slice.spacingMm(), Preparation.HEAD);
            Region blood = box(slice.blood(), slice.columns());
            result.add(new Slice(
                    score.score(),
                    slice.visible(),
                    slice.bloodPixels() > 0,
                    blood != null && holdsMiddle(blood, region),
                    blood == null ? 0 : overlap(blood, region),
                    fitted.get(i),
                    score.features()));
        }
        return result;
    }

    private static @Nullable Region box(byte[] mask, int columns) {
        int left = columns;
        int top = Integer.MAX_VALUE;
        int right = -1;
        int bottom = -1;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0) {
                left = Math.min(left, i % columns);
                right = Math.max(right, i % columns);
                top = Math.min(top, i / columns);
                bottom = i / columns;
            }
        }
        return right < 0 ? null : new Region(left, top, right - left + 1, bottom - top + 1);
    }

    private static boolean holdsMiddle(Region box, Region other) {
        int x = other.x() + other.width() / 2;
        int y = other.y() + other.height() / 2;
        return x >= box.x() && y >= box.y() && x < box.x() + box.width() && y < box.y() + box.height();
    }

    /** Intersection over union. */
    private static double overlap(Region a, Region b) {
        int width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        int height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        double both = Math.max(width, 0) * (double) Math.max(height, 0);
        return both / (a.width() * (double) a.height() + b.width() * (double) b.height() - both);
    }

    private static List<Outcome> studies(List<Head> heads, Calibration calibration) {
        return heads.stream()
                .map(head ->
                        new Outcome(Long.toString(head.number), calibration.probability(head.score()), head.bleeds))
                .toList();
    }

    /** Slices with none or with visible blood; the hair's breadth between is nobody's error. */
    private static List<Outcome> slices(List<Head> heads, Calibration calibration) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Head head : heads) {
            for (Slice slice : head.slices) {
                if (slice.visible || !slice.any) {
                    outcomes.add(new Outcome(
                            Long.toString(head.number), calibration.probability(slice.score), slice.visible));
                }
            }
        }
        return outcomes;
    }

    private static List<Measurement> localisation(List<Head> test, Calibration calibration, double point) {
        List<Slice> speaking = test.stream()
                .filter(head -> head.bleeds && calibration.probability(head.score()) >= point)
                .map(Head::speaking)
                .toList();
        String on = "flagged generated heads with haemorrhage, speaking slice";
        return List.of(
                Measurement.of("cases", on, speaking.size()),
                Measurement.of("share whose slice has blood", on, mean(speaking, slice -> slice.any ? 1 : 0)),
                Measurement.of(
                        "share whose region's middle lies in the truth's box",
                        on,
                        mean(speaking, slice -> slice.hit ? 1 : 0)),
                Measurement.of("mean overlap of region and box (IoU)", on, mean(speaking, Slice::overlap)));
    }

    private static double mean(List<Slice> slices, ToDoubleFunction<Slice> value) {
        return slices.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** A wide limit of distance: real heads are further from phantoms than phantoms are, other bodies further still. */
    private static Guard guard(LoadedModel network, List<Sample> trained, List<Head> validation) {
        List<Plane> planes = new ArrayList<>();
        for (int i = 0; i < trained.size(); i += 3) {
            planes.add(trained.get(i).plane());
        }
        List<float[]> features =
                network.score(planes).stream().map(Scores::features).toList();
        Guard open = new Guard.Builder().add(planes, features).open();
        var slices = validation.stream().flatMap(head -> head.slices.stream()).toList();
        double[] likeness = slices.stream()
                .mapToDouble(slice -> open.likeness(slice.fitted))
                .sorted()
                .toArray();
        double[] distance = slices.stream()
                .mapToDouble(slice -> open.distance(slice.features))
                .sorted()
                .toArray();
        return open.limited(likeness[likeness.length / 50], distance[distance.length - 1] * 2.5);
    }

    /** Real slices are pictures in the brain window, all with haemorrhage: sensitivity and place can be told, no more. */
    private List<Measurement> real(LoadedModel network, Calibration calibration, double point, Guard guard)
            throws IOException {
        if (realSlices == null) {
            return List.of();
        }
        String on = "real slices (CT-ICH, pictures in the brain window)";
        List<String> lines = Files.readAllLines(realSlices.resolve("labels.csv"));
        int flagged = 0;
        int hit = 0;
        int refused = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Plane picture =
                    Preparation.fromBrainWindow(PictureFile.read(Files.readAllBytes(realSlices.resolve(cells[0]))));
            Plane fitted = Preparation.HEAD.fitted(picture, 0, SIZE);
            Scores scores = network.score(List.of(fitted)).getFirst();
            Region region = SpeakingRegion.of(scores.map(), picture.rows(), picture.columns(), 0, Preparation.HEAD);
            Region truth = new Region(number(cells[4]), number(cells[5]), number(cells[6]), number(cells[7]));
            flagged += calibration.probability(scores.score()) >= point ? 1 : 0;
            hit += holdsMiddle(truth, region) ? 1 : 0;
            refused += guard.objection(fitted, scores.features(), "").isPresent() ? 1 : 0;
        }
        double cases = lines.size() - 1.0;
        return List.of(
                Measurement.of("cases", on, cases),
                Measurement.of("share flagged", on, flagged / cases),
                Measurement.of("share whose region's middle lies in the truth's box", on, hit / cases),
                Measurement.of("share not assessed", on, refused / cases));
    }

    private static int number(String cell) {
        return Integer.parseInt(cell.strip());
    }

    private ModelCard card(
            Calibration ofSlices,
            Calibration ofStudies,
            double point,
            double slicePoint,
            Guard guard,
            List<Measurement> figures,
            LocalDate today) {
        return new ModelCard(
                ModelShelf.HEAD_CT,
                "1.0.0",
                ModelCard.USE,
                "weights.params",
                "",
                Preparation.HEAD,
                SIZE,
                WIDTHS,
                SHARPNESS,
                "intracranial haemorrhage",
                "no intracranial haemorrhage",
                Severity.CRITICAL,
                "an axial CT of the head",
                ofSlices,
                ofStudies,
                point,
                slicePoint,
                "highest threshold with sensitivity %.2f on validation heads, %.2f on their slices"
                        .formatted(SENSITIVITY, SLICE_SENSITIVITY),
                guard,
                "%d generated heads to train, %d to calibrate, %d to measure; no seed is used twice"
                        .formatted(TRAIN_HEADS, VALIDATION_HEADS, TEST_HEADS),
                "./dayside train head-ct-haemorrhage --out DIR",
                seed,
                today.toString(),
                figures,
                List.of(
                        "Trained on geometric phantoms only. On the few real slices at hand its regions do not fall on the blood:"
                                + " what it says of patients means nothing.",
                        "Slices of 5 mm without contrast medium; other protocols were never seen.",
                        "The map was trained with the phantoms' masks as well as their labels."));
    }
}
