package io.dayside.tenancy;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One YAML document of {@code tenant-config/}.
 *
 * @param where file and number of the document in it, for messages
 * @param kind its field {@code kind}
 * @param content its other fields
 */
public record ConfigurationDocument(String where, String kind, ObjectNode content) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** The content as {@code type}, whose fields must all be there and no others; empty after adding a problem. */
    public <T> Optional<T> as(Class<T> type, ConfigurationProblems problems) {
        try {
            return Optional.of(MAPPER.treeToValue(content, type));
        } catch (JacksonException e) {
            problems.add(where + ": " + path(e), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    /** The content field by field, for checks that find every mistake at once; problems are added as it is read. */
    public Fields fields(ConfigurationProblems problems) {
        return new Fields(problems, where, "", content);
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var reference : e.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.isEmpty() ? "document" : path.toString();
    }
}
