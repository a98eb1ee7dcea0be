package io.dayside.triage.training;

import ai.djl.Model;
import io.dayside.triage.model.ModelCard;
import io.dayside.triage.model.ModelShelf;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Weights and card, ready to be written as {@link ModelShelf} reads them. */
record TrainedModel(ModelCard card, byte[] weights) {

    static TrainedModel of(ModelCard card, Model model) throws IOException {
        var bytes = new ByteArrayOutputStream();
        model.getBlock().saveParameters(new DataOutputStream(bytes));
        byte[] weights = bytes.toByteArray();
        return new TrainedModel(card.withSha256(ModelShelf.sha256(weights)), weights);
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(card.weights()), weights);
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(folder.resolve(ModelShelf.CARD), json.writeValueAsString(card) + "\n");
    }
}
