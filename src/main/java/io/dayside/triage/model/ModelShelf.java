package io.dayside.triage.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The models that ship with the service. Weights are read only when they are the ones that the card was written for. */
public final class ModelShelf {

    public static final String HEAD_CT = "head-ct-haemorrhage";
    public static final String CHEST_FILM = "chest-xray-abnormal";

    public static final List<String> NAMES = List.of(HEAD_CT, CHEST_FILM);

    public static final String CARD = "model.json";

    /** No model of ours comes near; whatever is larger is not one of ours. */
    private static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper();

    private ModelShelf() {}

    /**
     * Loads a model that ships with the service.
     *
     * @throws IOException when it is missing, damaged or not the one that its card describes
     */
    public static LoadedModel load(String name) throws IOException {
        if (!NAMES.contains(name)) {
            throw new IOException("no model of this name ships with Dayside");
        }
        ModelCard card = JSON.readValue(bundled(name, CARD), ModelCard.class);
        return checked(card, bundled(name, card.weights()));
    }

    /** Loads a model from a folder with {@code model.json} and weights, as {@code train} writes it. */
    public static LoadedModel load(Path folder) throws IOException {
        ModelCard card = JSON.readValue(limited(Files.newInputStream(folder.resolve(CARD))), ModelCard.class);
        Path weights = folder.resolve(Path.of(card.weights()).getFileName());
        return checked(card, limited(Files.newInputStream(weights)));
    }

    /** Reads a shipped card without its weights. */
    public static ModelCard card(String name) throws IOException {
        return JSON.readValue(bundled(name, CARD), ModelCard.class);
    }

    private static LoadedModel checked(ModelCard card, byte[] weights) throws IOException {
        if (!sha256(weights).equals(card.sha256())) {
            throw new IOException(
                    "the weights of " + card.name() + " are not those its card describes: SHA-256 differs");
        }
        return LoadedModel.of(card, weights);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bundled(String name, String file) throws IOException {
        InputStream in = ModelShelf.class.getResourceAsStream("/models/" + name + "/" + file);
        if (in == null) {
            throw new IOException("the model " + name + " has no " + file);
        }
        return limited(in);
    }

    private static byte[] limited(InputStream in) throws IOException {
        try (in) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("a model's file is larger than 5 MiB");
            }
            return bytes;
        }
    }
}
