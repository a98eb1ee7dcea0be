package io.dayside.tenancy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The YAML documents of a configuration folder, in the order of file names. Anchors, aliases, tags and repeated fields
 * are refused, so that a reviewer sees what is meant.
 */
final class ConfigurationFiles {

    /** A hospital's file has a few kilobytes; far larger ones are a mistake. */
    private static final long MOST_BYTES = 1024L * 1024;

    private static final int MOST_FILES = 1_000;
    private static final int MOST_DEPTH = 16;

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .build())
            .build();

    private ConfigurationFiles() {}

    static List<ConfigurationDocument> load(Path folder, ConfigurationProblems problems) {
        var documents = new ArrayList<ConfigurationDocument>();
        for (var file : files(folder, problems)) {
            documents.addAll(documentsOf(file, problems));
        }
        if (documents.isEmpty() && problems.isEmpty()) {
            problems.add(folder.toString(), "holds no document in a .yaml file");
        }
        return documents;
    }

    private static List<Path> files(Path folder, ConfigurationProblems problems) {
        try (var entries = Files.list(folder)) {
            var files = entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.size() > MOST_FILES) {
                problems.add(folder.toString(), "holds more than 1000 files");
            }
            return files;
        } catch (IOException _) {
            problems.add(folder.toString(), "cannot be read");
            return List.of();
        }
    }

    private static List<ConfigurationDocument> documentsOf(Path file, ConfigurationProblems problems) {
        var name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(name, "is larger than 1 MiB");
                return List.of();
            }
            return parsed(name, Files.readString(file), problems);
        } catch (IOException _) {
            problems.add(name, "cannot be read as UTF-8 text");
            return List.of();
        }
    }

    private static List<ConfigurationDocument> parsed(String name, String text, ConfigurationProblems problems) {
        var documents = new ArrayList<ConfigurationDocument>();
        try {
            var disguise = disguise(text);
            if (disguise.isPresent()) {
                problems.add(name, disguise.get());
                return List.of();
            }
            for (var tree : trees(text)) {
                var where = name + " document " + (documents.size() + 1);
                document(where, tree, problems).ifPresent(documents::add);
            }
        } catch (JacksonException e) {
            problems.add(name, "is no YAML that can be read: line " + line(e));
        }
        return documents;
    }

    private static List<JsonNode> trees(String text) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return values.readAll();
        }
    }

    private static Optional<ConfigurationDocument> document(
            String where, JsonNode tree, ConfigurationProblems problems) {
        if (tree instanceof ObjectNode node && node.path("kind").isString()) {
            var kind = node.path("kind").stringValue();
            node.remove("kind");
            return Optional.of(new ConfigurationDocument(where, kind, node));
        }
        problems.add(where, "has no field 'kind'");
        return Optional.empty();
    }

    /** What would make the text mean something else than it shows. */
    private static Optional<String> disguise(String text) {
        try (var parser = (YAMLParser) YAML.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                var line = parser.currentTokenLocation().getLineNr();
                if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                    return Optional.of("uses an anchor or alias: line " + line);
                }
                if (parser.getTypeId() != null) {
                    return Optional.of("uses a tag: line " + line);
                }
            }
            return Optional.empty();
        }
    }

    private static int line(JacksonException e) {
        var location = e.getLocation();
        return location == null ? 0 : location.getLineNr();
    }
}
