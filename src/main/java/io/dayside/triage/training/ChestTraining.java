package io.dayside.triage.training;

import ai.djl.Model;
import io.dayside.triage.Severity;
import io.dayside.triage.TrainingImages;
import io.dayside.triage.model.Calibration;
import io.dayside.triage.model.Guard;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.ModelCard;
import io.dayside.triage.model.ModelCard.Measurement;
import io.dayside.triage.model.ModelShelf;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import io.dayside.triage.training.Figures.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trains and measures {@code chest-xray-abnormal} on real films of adults and of children, and on generated films. */
public final class ChestTraining {

    private static final int SIZE = 96;
    private static final List<Integer> WIDTHS = List.of(16, 16, 32, 32, 48, 48, 64);
    private static final double SHARPNESS = 1;
    private static final double SENSITIVITY = 0.9;

    static final String ADULTS = "adults (NIH)";
    private static final String CHILDREN = "children (Guangzhou)";
    private static final String GENERATED = "generated films";
    private static final List<String> SOURCES = List.of(ADULTS, CHILDREN, GENERATED);

    private final TrainingImages images;
    private final Path data;
    private final long seed;
    private final PrintWriter progress;

    /** @param data folder with {@code cxr-nih-pneumonia}, {@code cxr-paediatric-pneumonia} and {@code cxr-lung-boxes} */
    public ChestTraining(TrainingImages images, Path data, long seed, PrintWriter progress) {
        this.images = images;
        this.data = data;
        this.seed = seed;
        this.progress = progress;
    }

    /** Trains, calibrates, measures, and writes card and weights. */
    public void writeTo(Path folder, LocalDate today) throws IOException {
        Split adults = split("cxr-nih-pneumonia", ADULTS, "abnormal");
        Split children = split("cxr-paediatric-pneumonia", CHILDREN, "pneumonia");
        Split all = Split.joined(List.of(adults, children, generated()));
        progress.printf(
                "%d films to train, %d to calibrate, %d to measure%n",
                all.train().size(), all.validation().size(), all.test().size());
        var training = new NetworkTraining(
                Preparation.FILM,
                SIZE,
                WIDTHS,
                SHARPNESS,
                Map.of(ADULTS, 0.45, CHILDREN, 0.40, GENERATED, 0.15),
                32,
                2400,
                0,
                seed,
                progress);
        try (Model model = training.fitted(all.train())) {
            TrainedModel.of(measured(model, all, today), model).write(folder);
        }
    }

    private Split split(String folder, String source, String label) throws IOException {
        progress.println("reading " + folder);
        progress.flush();
        return Split.byPatient(new LabelledFilms(data.resolve(folder), source, label).samples(SIZE), seed);
    }

    private Split generated() {
        progress.println("computing films");
        progress.flush();
        return new Split(films(0, 120), films(100_000, 40), films(200_000, 80));
    }

    private List<Sample> films(long firstSeed, int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var film = images.chest(firstSeed + i, i % 2 == 1);
            var plane = Plane.of(film.values(), film.rows(), film.columns());
            var fitted = Preparation.FILM.fitted(plane, 0, SIZE);
            samples.add(Sample.of(GENERATED, GENERATED + (firstSeed + i), fitted, film.pneumothorax(), null));
        }
        return samples;
    }

    private ModelCard measured(Model model, Split all, LocalDate today) throws IOException {
        ModelCard draft = card(
                new Calibration(1, 0),
                0.5,
                new Guard(List.of(), -1, new double[0], new double[0], 0),
                List.of(),
                today);
        LoadedModel network = LoadedModel.of(draft, model);
        Calibration calibration = calibrated(network, all.validation());
        List<Outcome> validation = outcomes(network, calibration, all.validation());
        double operatingPoint = Figures.operatingPoint(validation, SENSITIVITY);
        Guard guard = guard(network, all);
        List<Measurement> figures = new ArrayList<>();
        for (String source : SOURCES) {
            List<Sample> test = of(source, all.test());
            figures.addAll(Figures.of("held-out " + source, outcomes(network, calibration, test), operatingPoint));
            figures.add(trivial(source, all));
            figures.add(refused("held-out " + source, guard, network, test));
        }
        figures.addAll(elsewhere(guard, network, calibration, operatingPoint));
        figures.addAll(foreign(guard, network));
        return card(calibration, operatingPoint, guard, figures, today);
    }

    private static List<Sample> of(String source, List<Sample> samples) {
        return samples.stream().filter(sample -> sample.source().equals(source)).toList();
    }

    private static List<Double> scores(LoadedModel network, List<Sample> samples) {
        return network.score(samples.stream().map(Sample::plane).toList()).stream()
                .map(LoadedModel.Scores::score)
                .toList();
    }

    /** Each source and label counts the same, however many films it has. */
    private static Calibration calibrated(LoadedModel network, List<Sample> validation) {
        Map<String, Integer> sizes = new TreeMap<>();
        validation.forEach(sample -> sizes.merge(sample.source() + sample.positive(), 1, Integer::sum));
        List<Double> scores = scores(network, validation);
        List<Calibration.Case> cases = new ArrayList<>();
        for (int i = 0; i < validation.size(); i++) {
            Sample sample = validation.get(i);
            double weight = 100.0 / sizes.getOrDefault(sample.source() + sample.positive(), 1);
            cases.add(new Calibration.Case(scores.get(i), sample.positive(), weight));
        }
        return Calibration.fitted(cases);
    }

    private static List<Outcome> outcomes(LoadedModel network, Calibration calibration, List<Sample> samples) {
        List<Double> scores = scores(network, samples);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            outcomes.add(new Outcome(sample.patient(), calibration.probability(scores.get(i)), sample.positive()));
        }
        return outcomes;
    }

    private static Measurement trivial(String source, Split all) {
        var regression = LogisticRegression.fitted(of(source, all.train()));
        List<Outcome> outcomes = of(source, all.test()).stream()
                .map(sample -> new Outcome(sample.patient(), regression.probability(sample), sample.positive()))
                .toList();
        return Figures.bounded("AUC of logistic regression on 32 x 32", "held-out " + source, outcomes, Figures::auc);
    }

    /** Limits just beyond those that let 99.5 % of the validation films of every source pass. */
    private static Guard guard(LoadedModel network, Split all) {
        var builder = new Guard.Builder();
        for (String source : SOURCES) {
            List<Plane> planes =
                    of(source, all.train()).stream().map(Sample::plane).toList();
            builder.add(planes, features(network, planes));
        }
        Guard open = builder.open();
        double leastLikeness = 1;
        double mostDistance = 0;
        for (String source : SOURCES) {
            List<Plane> planes =
                    of(source, all.validation()).stream().map(Sample::plane).toList();
            double[] likeness =
                    planes.stream().mapToDouble(open::likeness).sorted().toArray();
            double[] distance = features(network, planes).stream()
                    .mapToDouble(open::distance)
                    .sorted()
                    .toArray();
            leastLikeness = Math.min(leastLikeness, likeness[(int) (likeness.length * 0.005)]);
            mostDistance = Math.max(mostDistance, distance[(int) ((distance.length - 1) * 0.995)]);
        }
        return open.limited(leastLikeness - 0.02, mostDistance * 1.25);
    }

    private static List<float[]> features(LoadedModel network, List<Plane> planes) {
        return network.score(planes).stream().map(LoadedModel.Scores::features).toList();
    }

    private static Measurement refused(String on, Guard guard, LoadedModel network, List<Sample> samples) {
        return refusedPlanes(
                on, guard, network, samples.stream().map(Sample::plane).toList());
    }

    private static Measurement refusedPlanes(String on, Guard guard, LoadedModel network, List<Plane> planes) {
        List<float[]> features = features(network, planes);
        int refused = 0;
        for (int i = 0; i < planes.size(); i++) {
            refused += guard.objection(planes.get(i), features.get(i), "").isPresent() ? 1 : 0;
        }
        return Measurement.of("share not assessed", on, (double) refused / planes.size());
    }

    /** Films of another origin: almost all abnormal, so that only sensitivity and refusals can be told. */
    private List<Measurement> elsewhere(Guard guard, LoadedModel network, Calibration calibration, double point)
            throws IOException {
        String on = "films from elsewhere (Hannover and others, nearly all COVID-19)";
        var samples = new LabelledFilms(data.resolve("cxr-lung-boxes"), on, "none").samples(SIZE);
        double flagged = outcomes(network, calibration, samples).stream()
                .filter(outcome -> outcome.probability() >= point)
                .count();
        return List.of(
                Measurement.of("cases", on, samples.size()),
                Measurement.of("share flagged", on, flagged / samples.size()),
                refused(on, guard, network, samples));
    }

    /** Pictures that are no chest films: generated head slices, in the brain window. */
    private List<Measurement> foreign(Guard guard, LoadedModel network) {
        List<Plane> planes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var head = images.head(500_000 + i, i % 2 == 1);
            var slice = head.slice(head.slices() / 2 + i % 7 - 3);
            float[] grey = new float[slice.hounsfield().length];
            for (int at = 0; at < grey.length; at++) {
                grey[at] = Math.clamp(slice.hounsfield()[at], 0, 80);
            }
            planes.add(Preparation.FILM.fitted(new Plane(grey, slice.rows(), slice.columns()), 0, SIZE));
        }
        return List.of(refusedPlanes("generated head slices in the brain window", guard, network, planes));
    }

    private ModelCard card(
            Calibration calibration, double point, Guard guard, List<Measurement> figures, LocalDate today) {
        return new ModelCard(
                ModelShelf.CHEST_FILM,
                "1.0.0",
                ModelCard.USE,
                "weights.params",
                "",
                Preparation.FILM,
                SIZE,
                WIDTHS,
                SHARPNESS,
                "abnormal chest film",
                "normal chest film",
                Severity.SIGNIFICANT,
                "a frontal chest film",
                calibration,
                calibration,
                point,
                point,
                "highest threshold with sensitivity %.2f on the validation films of all sources".formatted(SENSITIVITY),
                guard,
                "NIH ChestX-ray14 subset (abnormal against no finding), paediatric set of Kermany et al. (pneumonia against"
                        + " normal), generated films (pneumothorax against none); split by patient 68 / 12 / 20",
                "./dayside train chest-xray-abnormal --data DIR --out DIR",
                seed,
                today.toString(),
                figures,
                Arrays.asList(
                        "In both real sets the classes were sampled differently, so a logistic regression on 32 x 32 pixels"
                                + " comes close; the figures say little about clinical use.",
                        "Adult labels were mined from reports by software; over 90 % are thought right.",
                        "Generated films stand for nothing but themselves.",
                        "The region comes from a class activation map and was not trained on boxes."));
    }
}
