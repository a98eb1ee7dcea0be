package io.dayside.triage.training;

import io.dayside.triage.model.PictureFile;
import io.dayside.triage.model.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with {@code labels.csv} and the chest films that it names. */
record LabelledFilms(Path folder, String source, String labelColumn) {

    List<Sample> samples(int size) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("labels.csv"));
        List<String> header = List.of(lines.getFirst().split(",", -1));
        int file = header.indexOf("file");
        int patient = header.indexOf("patient_id");
        int label = header.indexOf(labelColumn);
        List<Sample> samples = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            var picture = PictureFile.read(Files.readAllBytes(folder.resolve(cells[file])));
            var fitted = Preparation.FILM.fitted(picture, 0, size);
            samples.add(
                    Sample.of(source, source + cells[patient], fitted, label >= 0 && cells[label].equals("1"), null));
        }
        return samples;
    }
}
