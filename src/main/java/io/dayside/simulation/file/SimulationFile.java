package io.dayside.simulation.file;

import io.dayside.simulation.Experiment;
import io.dayside.simulation.qucad.QucadRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** What a YAML file asks to be simulated; {@code docs/simulation.md} has every field. */
public sealed interface SimulationFile {

    int MOST_CHARACTERS = 4 << 20;

    /** {@code kind: scenario}. */
    record Floors(Experiment experiment) implements SimulationFile {}

    /** {@code kind: qucad}. */
    record Qucad(QucadRun run) implements SimulationFile {}

    /** @throws InvalidFile naming every mistake that was found */
    static SimulationFile read(String yaml) throws InvalidFile {
        if (yaml.length() > MOST_CHARACTERS) {
            throw new InvalidFile(List.of("line 1: the file is larger than 4 MiB"));
        }
        List<String> problems = new ArrayList<>();
        var fields = new Fields(problems, "", document(yaml));
        String kind = fields.text("kind");
        return switch (kind) {
            case "scenario" -> new Floors(whole(fields, problems, ScenarioReading::experiment));
            case "qucad" -> new Qucad(whole(fields, problems, (root, _) -> QucadReading.run(root)));
            default -> {
                fields.problem("kind", "must be scenario or qucad");
                throw new InvalidFile(problems);
            }
        };
    }

    private static <T> T whole(Fields fields, List<String> problems, BiFunction<Fields, List<String>, T> read)
            throws InvalidFile {
        try {
            T value = read.apply(fields, problems);
            fields.noOthers();
            if (problems.isEmpty()) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            if (problems.isEmpty()) {
                fields.problem("", "cannot be simulated: " + e.getMessage());
            }
        }
        throw new InvalidFile(problems);
    }

    private static MappingNode document(String yaml) throws InvalidFile {
        try {
            var settings =
                    LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
            var node = new Compose(settings).composeString(yaml);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                return mapping;
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new InvalidFile(List.of("line %d: is no YAML: %s".formatted(line, e.getProblem())));
        } catch (YamlEngineException _) {
            throw new InvalidFile(List.of("line 1: is no YAML document"));
        }
        throw new InvalidFile(List.of("line 1: must be an object with a field kind"));
    }
}
