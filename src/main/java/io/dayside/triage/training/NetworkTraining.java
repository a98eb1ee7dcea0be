package io.dayside.triage.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.dayside.triage.model.CamNetwork;
import io.dayside.triage.model.Inference;
import io.dayside.triage.model.Preparation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Fits a network. Every kind of picture (source and label) has a share of each epoch, so that a source says nothing
 * about the label.
 *
 * @param shares of an epoch, by source; each is split evenly between the labels
 * @param maskWeight how much the map is held to the masks, 0 where there are none
 */
record NetworkTraining(
        Preparation preparation,
        int inputSize,
        List<Integer> widths,
        double sharpness,
        Map<String, Double> shares,
        int epochs,
        int picturesPerEpoch,
        double maskWeight,
        long seed,
        PrintWriter progress) {

    private static final int BATCH = 32;
    private static final float LEARNING_RATE = 3e-3f;
    private static final float LEAST_LEARNING_RATE = 3e-5f;
    private static final float WEIGHT_DECAY = 1e-4f;

    Model fitted(List<Sample> samples) {
        Inference.engine().setRandomSeed((int) seed);
        Model model = Model.newInstance("training", Device.cpu(), "PyTorch");
        model.setBlock(new CamNetwork(widths, sharpness));
        int steps = epochs * (picturesPerEpoch / BATCH);
        var rate = Tracker.cosine()
                .setBaseValue(LEARNING_RATE)
                .optFinalValue(LEAST_LEARNING_RATE)
                .setMaxUpdates(steps)
                .build();
        var config = new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(rate)
                        .optWeightDecays(WEIGHT_DECAY)
                        .build())
                .optInitializer(
                        new XavierInitializer(
                                XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2),
                        Parameter.Type.WEIGHT)
                .optDevices(new Device[] {Device.cpu()});
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(1, preparation.channels(), inputSize, inputSize));
            run(trainer, kinds(samples));
        }
        return model;
    }

    private Map<String, List<Sample>> kinds(List<Sample> samples) {
        Map<String, List<Sample>> kinds = new TreeMap<>();
        for (Sample sample : samples) {
            kinds.computeIfAbsent(sample.source() + (sample.positive() ? " +" : " -"), _ -> new ArrayList<>())
                    .add(sample);
        }
        return kinds;
    }

    private void run(Trainer trainer, Map<String, List<Sample>> kinds) {
        var random = new Random(seed);
        var augmentation = new Augmentation(preparation, random);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            List<Sample> order = drawn(kinds, random);
            double loss = 0;
            int batches = order.size() / BATCH;
            for (int batch = 0; batch < batches; batch++) {
                loss += step(trainer, order.subList(batch * BATCH, (batch + 1) * BATCH), augmentation) / batches;
            }
            progress.printf("epoch %d of %d: mean loss %.4f%n", epoch, epochs, loss);
            progress.flush();
        }
    }

    private List<Sample> drawn(Map<String, List<Sample>> kinds, Random random) {
        List<Sample> order = new ArrayList<>();
        kinds.forEach((kind, members) -> {
            double share = shares.getOrDefault(kind.substring(0, kind.length() - 2), 0.0) / 2;
            for (long i = Math.round(share * picturesPerEpoch); i > 0; i--) {
                order.add(members.get(random.nextInt(members.size())));
            }
        });
        Collections.shuffle(order, random);
        return order;
    }

    private double step(Trainer trainer, List<Sample> batch, Augmentation augmentation) {
        int pixels = inputSize * inputSize;
        int cells = pixels / (CamNetwork.MAP_STRIDE * CamNetwork.MAP_STRIDE);
        int each = preparation.channels() * pixels;
        float[] channels = new float[batch.size() * each];
        float[] labels = new float[batch.size()];
        float[] masks = new float[batch.size() * cells];
        for (int i = 0; i < batch.size(); i++) {
            augmentation.write(batch.get(i), channels, i * each, masks, i * cells);
            labels[i] = batch.get(i).positive() ? 1 : 0;
        }
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray input =
                    manager.create(channels, new Shape(batch.size(), preparation.channels(), inputSize, inputSize));
            NDArray label = manager.create(labels, new Shape(batch.size(), 1));
            int side = inputSize / CamNetwork.MAP_STRIDE;
            NDArray mask = manager.create(masks, new Shape(batch.size(), 1, side, side));
            double loss = backward(trainer, input, label, mask);
            trainer.step();
            return loss;
        }
    }

    private double backward(Trainer trainer, NDArray input, NDArray label, NDArray mask) {
        try (var gradients = trainer.newGradientCollector()) {
            NDList output = trainer.forward(new NDList(input));
            NDArray loss = crossEntropy(output.get(0), smoothed(label)).mean();
            if (maskWeight > 0) {
                NDArray perCell =
                        crossEntropy(output.get(1), mask).mul(mask.mul(6).add(1));
                loss = loss.add(perCell.mean().mul((float) maskWeight));
            }
            gradients.backward(loss);
            float value = loss.getFloat();
            output.close();
            return value;
        }
    }

    /** Labels of reports are sometimes wrong: never ask for certainty. */
    private static NDArray smoothed(NDArray label) {
        return label.mul(0.96).add(0.02);
    }

    private static NDArray crossEntropy(NDArray score, NDArray truth) {
        return score.maximum(0)
                .sub(score.mul(truth))
                .add(score.abs().neg().exp().add(1).log());
    }

    static Map<String, Double> evenly(String... sources) {
        Map<String, Double> shares = new TreeMap<>();
        Arrays.stream(sources).forEach(source -> shares.put(source, 1.0 / sources.length));
        return shares;
    }
}
