package io.dayside.routing.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Routing policies as YAML. */
public final class PolicyFile {

    private static final String STANDARD = "/routing/policy.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new ShortDuration()))
            .build();

    /** What a hospital may say about its own cases; everything else concerns readers, whom hospitals share. */
    private static final Set<String> OF_HOSPITALS = Set.of("bounds", "flagged", "ageing");

    private PolicyFile() {}

    /** The platform's policy as it is delivered. */
    public static RoutingPolicy standard() {
        try (var in = PolicyFile.class.getResourceAsStream(STANDARD)) {
            var text = Objects.requireNonNull(in, STANDARD).readAllBytes();
            return read(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A whole policy.
     *
     * @throws IllegalArgumentException when the text is no policy; the message says where and why
     */
    public static RoutingPolicy read(String yaml) {
        return parsed(() -> YAML.readValue(yaml, RoutingPolicy.class));
    }

    /**
     * A policy that is like {@code platform} where {@code yaml} says nothing; what it says replaces whole sections.
     *
     * @throws IllegalArgumentException also when the text says something that is not a hospital's to say
     */
    public static RoutingPolicy ofHospital(RoutingPolicy platform, String yaml) {
        return parsed(() -> {
            var own = YAML.readValue(yaml, ObjectNode.class);
            var foreign = new TreeSet<>(own.propertyNames());
            foreign.removeAll(OF_HOSPITALS);
            if (!foreign.isEmpty()) {
                throw new IllegalArgumentException("not a hospital's to say: " + foreign);
            }
            ObjectNode whole = YAML.valueToTree(platform);
            whole.setAll(own);
            return YAML.treeToValue(whole, RoutingPolicy.class);
        });
    }

    private static RoutingPolicy parsed(Supplier<RoutingPolicy> reading) {
        try {
            return reading.get();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no routing policy: " + e.getOriginalMessage() + at(e), e);
        }
    }

    private static String at(JacksonException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line %d)".formatted(location.getLineNr());
    }

    /** {@code 45m}, {@code 8h}, {@code 1h30m}, and as ISO 8601 has them. */
    private static final class ShortDuration extends StdDeserializer<Duration> {

        ShortDuration() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            var text = parser.getString();
            try {
                return Duration.parse(text.startsWith("P") ? text : "PT" + text);
            } catch (DateTimeParseException _) {
                return (Duration) context.handleWeirdStringValue(Duration.class, text, "must be like 45m or 1h30m");
            }
        }
    }
}
