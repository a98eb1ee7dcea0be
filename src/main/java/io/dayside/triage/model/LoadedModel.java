package io.dayside.triage.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A card with the network that it describes, ready to score pictures from several threads. */
public final class LoadedModel implements AutoCloseable {

    /**
     * Every batch has this many pictures, the last one padded. It bounds memory, and from 16 on the engine takes its fast
     * convolutions; below, it tries a library that many processors lack, and complains on standard error each time.
     */
    private static final int BATCH = 16;

    private final ModelCard card;
    private final Model model;

    private LoadedModel(ModelCard card, Model model) {
        this.card = card;
        this.model = model;
    }

    /** @param weights already checked against the card's hash */
    static LoadedModel of(ModelCard card, byte[] weights) throws IOException {
        Inference.engine();
        Model model = Model.newInstance(card.name(), Inference.device(), Inference.ENGINE);
        var network = new CamNetwork(card.widths(), card.sharpness());
        model.setBlock(network);
        try (var in = new DataInputStream(new ByteArrayInputStream(weights))) {
            network.loadParameters(model.getNDManager(), in);
        } catch (MalformedModelException e) {
            model.close();
            throw new IOException("the weights do not fit the network of " + card.name(), e);
        }
        return new LoadedModel(card, model);
    }

    /** Wraps a network that is being trained. */
    public static LoadedModel of(ModelCard card, Model model) {
        return new LoadedModel(card, model);
    }

    public ModelCard card() {
        return card;
    }

    /** Scores pictures that {@link Preparation#fitted} made; results in their order. */
    public List<Scores> score(List<Plane> fitted) {
        List<Scores> scores = new ArrayList<>(fitted.size());
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
            for (int from = 0; from < fitted.size(); from += BATCH) {
                scores.addAll(scoreBatch(predictor, fitted.subList(from, Math.min(from + BATCH, fitted.size()))));
            }
        } catch (TranslateException e) {
            throw new IllegalStateException("inference failed in " + card.name(), e);
        }
        return scores;
    }

    private List<Scores> scoreBatch(Predictor<NDList, NDList> predictor, List<Plane> pictures)
            throws TranslateException {
        int size = card.inputSize();
        int each = card.preparation().channels() * size * size;
        float[] channels = new float[BATCH * each];
        for (int i = 0; i < pictures.size(); i++) {
            card.preparation().fill(pictures.get(i).values(), channels, i * each);
        }
        try (NDManager manager = model.getNDManager().newSubManager()) {
            var input =
                    manager.create(channels, new Shape(BATCH, card.preparation().channels(), size, size));
            NDList output = predictor.predict(new NDList(input));
            output.attach(manager);
            float[] scores = output.get(0).toFloatArray();
            float[] maps = output.get(1).toFloatArray();
            float[] features = output.get(2).toFloatArray();
            return split(pictures.size(), scores, maps, features);
        }
    }

    private static List<Scores> split(int pictures, float[] scores, float[] maps, float[] features) {
        List<Scores> result = new ArrayList<>(pictures);
        int mapSize = maps.length / BATCH;
        int width = features.length / BATCH;
        for (int i = 0; i < pictures; i++) {
            result.add(new Scores(
                    scores[i],
                    Arrays.copyOfRange(maps, i * mapSize, (i + 1) * mapSize),
                    Arrays.copyOfRange(features, i * width, (i + 1) * width)));
        }
        return result;
    }

    @Override
    public void close() {
        model.close();
    }

    /**
     * @param score before calibration
     * @param map what each place contributes, a square, row-major
     */
    public record Scores(double score, float[] map, float[] features) {}
}
