package io.dayside.triage.model;

import io.dayside.triage.Severity;
import java.util.List;

/**
 * What is known about one version of a model; {@code model.json} beside its weights.
 *
 * @param weights file name of the weights
 * @param sha256 of that file, hexadecimal
 * @param widths channels of the network's layers
 * @param sharpness of the network's pooling
 * @param label what a flagged finding claims
 * @param labelBelow what is said of a picture below the operating point
 * @param expected what the model can look at, to complete "does not look like …"
 * @param picture calibration of one picture's score
 * @param study calibration of a study's score; the same as {@code picture} where a study is one picture
 * @param operatingPoint probability of a study from which on it is flagged
 * @param pictureOperatingPoint probability of one picture from which on it is flagged
 * @param limits what the figures do not say
 */
public record ModelCard(
        String name,
        String version,
        String use,
        String weights,
        String sha256,
        Preparation preparation,
        int inputSize,
        List<Integer> widths,
        double sharpness,
        String label,
        String labelBelow,
        Severity severity,
        String expected,
        Calibration picture,
        Calibration study,
        double operatingPoint,
        double pictureOperatingPoint,
        String operatingPointChoice,
        Guard guard,
        String data,
        String command,
        long seed,
        String trained,
        List<Measurement> measured,
        List<String> limits) {

    public static final String USE = "demonstration, not for clinical use";

    /** The same card with the hash of its weights. */
    public ModelCard withSha256(String hash) {
        return new ModelCard(
                name,
                version,
                use,
                weights,
                hash,
                preparation,
                inputSize,
                widths,
                sharpness,
                label,
                labelBelow,
                severity,
                expected,
                picture,
                study,
                operatingPoint,
                pictureOperatingPoint,
                operatingPointChoice,
                guard,
                data,
                command,
                seed,
                trained,
                measured,
                limits);
    }

    /** One figure and what it was measured on; {@code low} and {@code high} bound a 95 % bootstrap interval. */
    public record Measurement(String name, String on, double value, double low, double high) {

        public static Measurement of(String name, String on, double value) {
            return new Measurement(name, on, value, value, value);
        }
    }
}
