package io.dayside.tenancy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The YAML documents of a configuration folder, in the order of file names. */
final class ConfigurationFiles {

    /** A hospital's file has a few kilobytes; far larger ones are a mistake. */
    private static final long MOST_BYTES = 1024L * 1024;

    private static final YAMLMapper YAML = new YAMLMapper();

    private ConfigurationFiles() {}

    static List<ConfigurationDocument> load(Path folder, ConfigurationProblems problems) {
        var documents = new ArrayList<ConfigurationDocument>();
        try (var files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(file -> documents.addAll(documentsOf(file, problems)));
        } catch (IOException e) {
            problems.add(folder.toString(), "cannot be read");
        }
        if (documents.isEmpty() && problems.isEmpty()) {
            problems.add(folder.toString(), "holds no .yaml file");
        }
        return documents;
    }

    private static List<ConfigurationDocument> documentsOf(Path file, ConfigurationProblems problems) {
        var name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(name, "is larger than 1 MiB");
                return List.of();
            }
            return parsed(name, Files.readString(file), problems);
        } catch (IOException e) {
            problems.add(name, "cannot be read as UTF-8 text");
            return List.of();
        }
    }

    private static List<ConfigurationDocument> parsed(String name, String text, ConfigurationProblems problems) {
        var documents = new ArrayList<ConfigurationDocument>();
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNext()) {
                var where = name + " document " + (documents.size() + 1);
                switch (values.next()) {
                    case ObjectNode node
                    when node.path("kind").isString() -> {
                        var kind = node.path("kind").stringValue();
                        node.remove("kind");
                        documents.add(new ConfigurationDocument(where, kind, node));
                    }
                    default -> problems.add(where, "has no field 'kind'");
                }
            }
        } catch (JacksonException e) {
            problems.add(name, "is no YAML: line " + e.getLocation().getLineNr());
        }
        return documents;
    }
}
