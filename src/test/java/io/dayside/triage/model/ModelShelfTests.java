package io.dayside.triage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelShelfTests {

    @ParameterizedTest
    @ValueSource(strings = {ModelShelf.HEAD_CT, ModelShelf.CHEST_FILM})
    void aShippedModelIsSmallAndSaysThatItIsADemonstration(String name) throws IOException {
        ModelCard card = ModelShelf.card(name);

        assertThat(card.name()).isEqualTo(name);
        assertThat(card.use()).isEqualTo("demonstration, not for clinical use");
        assertThat(card.measured()).isNotEmpty();
        assertThat(bundled(name, card.weights())).hasSizeLessThan(1024 * 1024);
    }

    @Test
    void WEB_10_weightsWithOneBitChangedAreRefused(@TempDir Path folder) throws IOException {
        copy(folder);
        byte[] weights = Files.readAllBytes(folder.resolve("weights.params"));
        weights[weights.length / 2] ^= 1;
        Files.write(folder.resolve("weights.params"), weights);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ModelShelf.load(folder))
                .withMessageContaining("SHA-256");
    }

    @Test
    void WEB_10_weightsThatAreCutShortOrTooLargeAreRefused(@TempDir Path folder) throws IOException {
        copy(folder);
        byte[] weights = Files.readAllBytes(folder.resolve("weights.params"));

        Files.write(folder.resolve("weights.params"), Arrays.copyOf(weights, weights.length - 100));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ModelShelf.load(folder));
        Files.write(folder.resolve("weights.params"), new byte[6 * 1024 * 1024]);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ModelShelf.load(folder));
    }

    @Test
    void WEB_10_aCardCannotPointOutsideItsFolder(@TempDir Path folder) throws IOException {
        copy(folder);
        String card = Files.readString(folder.resolve(ModelShelf.CARD));
        Files.writeString(folder.resolve(ModelShelf.CARD), card.replace("weights.params", "../../../../etc/hostname"));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ModelShelf.load(folder));
    }

    @Test
    void aModelThatDoesNotShipIsRefused() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ModelShelf.load("../audit"));
    }

    private static void copy(Path folder) throws IOException {
        for (String file : new String[] {ModelShelf.CARD, "weights.params"}) {
            Files.write(folder.resolve(file), bundled(ModelShelf.HEAD_CT, file));
        }
    }

    private static byte[] bundled(String name, String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ModelShelf.class.getResourceAsStream("/models/" + name + "/" + file))) {
            return in.readAllBytes();
        }
    }
}
