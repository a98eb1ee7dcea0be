package io.dayside.intake.ui;

import io.dayside.archive.Quarantine;
import io.dayside.archive.Quarantine.Comparison;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two objects' key attributes as lines of a table. */
final class Facts {

    private static final String NOT_SAID = "—";

    private Facts() {}

    /** One attribute of both. */
    record Line(String name, String held, String setAside) {

        /** Whether both say something and not the same. */
        boolean differs() {
            return !held.equals(setAside) && !held.equals(NOT_SAID) && !setAside.equals(NOT_SAID);
        }
    }

    private record Attribute(String name, Function<Quarantine.Facts, @Nullable Object> value) {}

    static List<Line> lines(Comparison comparison, Function<Instant, String> time) {
        var lines = new ArrayList<Line>();
        for (var attribute : attributes(time)) {
            var held = comparison.held() == null
                    ? NOT_SAID
                    : said(attribute.value().apply(comparison.held()));
            lines.add(new Line(attribute.name(), held, said(attribute.value().apply(comparison.setAside()))));
        }
        return lines;
    }

    private static List<Attribute> attributes(Function<Instant, String> time) {
        return List.of(
                new Attribute("Patient", facts -> facts.patientName().replace('^', ' ')),
                new Attribute("Patient identifier", Quarantine.Facts::patientId),
                new Attribute("Issued by", Quarantine.Facts::issuerOfPatientId),
                new Attribute("Born", Quarantine.Facts::patientBirthDate),
                new Attribute("Sex", Quarantine.Facts::patientSex),
                new Attribute("Accession number", Quarantine.Facts::accessionNumber),
                new Attribute("Study", Quarantine.Facts::studyDescription),
                new Attribute("Study began", facts -> at(facts.studyInstant(), time)),
                new Attribute("Modality", Quarantine.Facts::modality),
                new Attribute("Series", Facts::series),
                new Attribute("Picture number", Quarantine.Facts::instanceNumber),
                new Attribute("Size", Facts::size),
                new Attribute("Bytes", Quarantine.Facts::bytes),
                new Attribute("Sent by", Quarantine.Facts::sender),
                new Attribute("Received", facts -> at(facts.receivedAt(), time)));
    }

    private static @Nullable String at(@Nullable Instant instant, Function<Instant, String> time) {
        return instant == null ? null : time.apply(instant);
    }

    private static @Nullable String series(Quarantine.Facts facts) {
        return facts.seriesNumber() == null ? null : facts.seriesNumber() + " " + facts.seriesDescription();
    }

    private static @Nullable String size(Quarantine.Facts facts) {
        return facts.frames() == null || facts.frames() == 0
                ? null
                : "%d × %d, %d frame%s"
                        .formatted(facts.columns(), facts.rows(), facts.frames(), facts.frames() == 1 ? "" : "s");
    }

    private static String said(@Nullable Object value) {
        return value == null || value.toString().isBlank()
                ? NOT_SAID
                : value.toString().strip();
    }
}
