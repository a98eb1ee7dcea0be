package io.dayside.triage.command;

import io.dayside.triage.ModelFinding.Region;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.LoadedModel.Scores;
import io.dayside.triage.model.ModelCard;
import io.dayside.triage.model.PictureFile;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import io.dayside.triage.model.SpeakingRegion;
import io.dayside.triage.pixels.DicomPicture;
import io.dayside.triage.pixels.UnreadablePixels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows one file to a model. */
final class FileReading {

    private static final long MOST_BYTES = 512L * 1024 * 1024;
    private static final Set<String> FILM_MODALITIES = Set.of("CR", "DX", "RG", "XA", "RF", "OT");

    private final LoadedModel model;
    private final ModelCard card;

    FileReading(LoadedModel model) {
        this.model = model;
        this.card = model.card();
    }

    /** What became of one file. */
    sealed interface Row {

        record Assessed(double probability, boolean flagged, Region region, int frame) implements Row {}

        record NotAssessed(String reason) implements Row {}

        record Unreadable(String problem) implements Row {}
    }

    Row of(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return new Row.Unreadable("larger than 512 MiB");
            }
            byte[] bytes = Files.readAllBytes(file);
            return isPicture(bytes) ? picture(bytes) : dicom(bytes);
        } catch (UnreadablePixels e) {
            return new Row.Unreadable("not readable as PNG or JPEG or DICOM: " + e.reason());
        } catch (IOException e) {
            return new Row.Unreadable("not readable as PNG or JPEG or DICOM");
        }
    }

    private static boolean isPicture(byte[] bytes) {
        boolean jpeg = bytes.length > 3 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8;
        return jpeg || new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1).equals("\u0089PNG");
    }

    /** Pictures of head slices are taken to be in the brain window. */
    private Row picture(byte[] bytes) throws IOException {
        Plane grey = PictureFile.read(bytes);
        Plane plane = card.preparation() == Preparation.HEAD ? Preparation.fromBrainWindow(grey) : grey;
        return best(List.of(plane), 0);
    }

    private Row dicom(byte[] bytes) throws IOException, UnreadablePixels {
        DicomPicture picture = DicomPicture.read(new ByteArrayInputStream(bytes));
        Optional<String> objection = objection(picture.modality());
        if (objection.isPresent()) {
            return new Row.NotAssessed(objection.get());
        }
        List<Plane> planes = new ArrayList<>();
        for (int frame = 0; frame < picture.frames(); frame++) {
            planes.add(picture.plane(frame));
        }
        return best(planes, picture.spacingMm());
    }

    private Optional<String> objection(String modality) {
        boolean fits = modality.isEmpty()
                || switch (card.preparation()) {
                    case HEAD -> modality.equals("CT");
                    case FILM -> FILM_MODALITIES.contains(modality);
                };
        return fits ? Optional.empty() : Optional.of("modality " + modality + " is not what this model looks at");
    }

    /** The most suspicious frame that looks as expected. */
    private Row best(List<Plane> frames, double spacingMm) {
        List<Plane> fitted = frames.stream()
                .map(frame -> card.preparation().fitted(frame, spacingMm, card.inputSize()))
                .toList();
        List<Scores> scores = model.score(fitted);
        int best = -1;
        for (int i = 0; i < frames.size(); i++) {
            boolean expected = card.guard()
                    .objection(fitted.get(i), scores.get(i).features(), card.expected())
                    .isEmpty();
            if (expected
                    && (best < 0 || scores.get(i).score() > scores.get(best).score())) {
                best = i;
            }
        }
        if (best < 0) {
            return new Row.NotAssessed("does not look like " + card.expected());
        }
        Plane frame = frames.get(best);
        double probability = card.picture().probability(scores.get(best).score());
        Region region =
                SpeakingRegion.of(scores.get(best).map(), frame.rows(), frame.columns(), spacingMm, card.preparation());
        return new Row.Assessed(probability, probability >= card.pictureOperatingPoint(), region, best + 1);
    }
}
