package io.dayside.triage.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import io.dayside.triage.model.ModelShelf;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTrainingTests {

    private static final int SIZE = 32;

    @Test
    void theSameSeedGivesTheSameWeightsBitForBitAndAnotherSeedOthers() throws IOException {
        String once = hashOfTraining(1);

        assertThat(hashOfTraining(1)).isEqualTo(once);
        assertThat(hashOfTraining(2)).isNotEqualTo(once);
    }

    private static String hashOfTraining(long seed) throws IOException {
        var training = new NetworkTraining(
                Preparation.FILM,
                SIZE,
                List.of(4, 4, 4, 4, 4, 4, 4),
                1,
                Map.of("squares", 1.0),
                2,
                64,
                0,
                seed,
                new PrintWriter(Writer.nullWriter()));
        try (Model model = training.fitted(squares())) {
            var weights = new ByteArrayOutputStream();
            model.getBlock().saveParameters(new DataOutputStream(weights));
            return ModelShelf.sha256(weights.toByteArray());
        }
    }

    private static List<Sample> squares() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            float[] values = new float[SIZE * SIZE];
            int side = i % 2 == 0 ? 6 : 12;
            for (int at = 0; at < values.length; at++) {
                boolean inside = at % SIZE > i % 7 && at % SIZE < i % 7 + side && at / SIZE > 8 && at / SIZE < 8 + side;
                values[at] = inside ? 200 : i;
            }
            samples.add(Sample.of("squares", "" + i, new Plane(values, SIZE, SIZE), i % 2 == 0, null));
        }
        return samples;
    }
}
