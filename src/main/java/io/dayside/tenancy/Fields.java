package io.dayside.tenancy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one object in a configuration file. Every mistake is noted with its place, and reading goes on with a
 * stand-in, so that a person sees all mistakes at once; values read from files with mistakes are never applied.
 */
public final class Fields {

    private static final int MAX_TEXT_LENGTH = 200;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final ConfigurationProblems problems;
    private final String where;
    private final String path;
    private final JsonNode node;
    private final Set<String> asked = new HashSet<>();

    Fields(ConfigurationProblems problems, String where, String path, JsonNode node) {
        this.problems = problems;
        this.where = where;
        this.path = path;
        this.node = node;
    }

    /** Notes a mistake in that field. */
    public void problem(String name, String message) {
        problems.add(where + ": " + place(name), message);
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** A short text. */
    public String text(String name) {
        var value = required(name);
        if (value == null) {
            return "";
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            problem(name, "must be a text");
            return "";
        }
        if (value.stringValue().length() > MAX_TEXT_LENGTH) {
            problem(name, "must have at most " + MAX_TEXT_LENGTH + " characters");
            return "";
        }
        return value.stringValue();
    }

    /** A text of that form. */
    public String text(String name, Pattern form, String formInWords) {
        var text = text(name);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            problem(name, "must be " + formInWords);
            return "";
        }
        return text;
    }

    public String textOr(String name, String otherwise) {
        asked.add(name);
        return has(name) ? text(name) : otherwise;
    }

    /** True or false; an absent field is false. */
    public boolean flag(String name) {
        asked.add(name);
        if (has(name) && !node.get(name).isBoolean()) {
            problem(name, "must be true or false");
        }
        return has(name) && node.get(name).asBoolean(false);
    }

    public int integer(String name, int min, int max) {
        var value = required(name);
        if (value == null) {
            return min;
        }
        if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
            problem(name, "must be a whole number from %d to %d".formatted(min, max));
            return min;
        }
        return value.intValue();
    }

    /** A duration in one unit, such as {@code 4s}, {@code 90m} or {@code 12h}, within bounds. */
    public Duration duration(String name, Duration min, Duration max) {
        var text = text(name);
        if (text.isEmpty()) {
            return min;
        }
        try {
            var duration = DurationStyle.SIMPLE.parse(text);
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
            problem(name, "must lie between %s and %s".formatted(inWords(min), inWords(max)));
        } catch (IllegalArgumentException | ArithmeticException _) {
            problem(name, "must be a duration such as 4s, 90m or 12h");
        }
        return min;
    }

    public Duration durationOr(String name, Duration otherwise, Duration min, Duration max) {
        asked.add(name);
        return has(name) ? duration(name, min, max) : otherwise;
    }

    /** A duration under each name of that form; none where the field is absent. */
    public Map<String, Duration> durations(String name, Pattern form, String formInWords, Duration min, Duration max) {
        return object(name, fields -> {
                    var durations = new TreeMap<String, Duration>();
                    for (var key : fields.node.propertyNames()) {
                        if (!form.matcher(key).matches()) {
                            fields.problem(key, "is not " + formInWords);
                        }
                        durations.put(key, fields.duration(key, min, max));
                    }
                    return (Map<String, Duration>) durations;
                })
                .orElse(Map.of());
    }

    /** A region of the time zone database; a bare offset would ignore daylight saving. */
    public ZoneId zone(String name) {
        var text = text(name);
        if (text.contains("/") && ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        if (!text.isEmpty()) {
            problem(name, "must be a time zone such as Europe/Zurich");
        }
        return ZoneOffset.UTC;
    }

    public LocalDate date(String name) {
        try {
            var text = text(name);
            return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(text);
        } catch (DateTimeException _) {
            problem(name, "must be a date such as 2027-03-31");
            return LocalDate.EPOCH;
        }
    }

    public LocalTime time(String name) {
        try {
            var text = text(name);
            return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeException _) {
            problem(name, "must be a time such as '06:30', in quotes");
            return LocalTime.MIDNIGHT;
        }
    }

    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        return constant(name, text(name), type);
    }

    /** Distinct constants; never empty unless a mistake was noted. */
    public <E extends Enum<E>> List<E> someOf(String name, Class<E> type) {
        var constants = new ArrayList<E>();
        var texts = texts(name);
        for (int index = 0; index < texts.size(); index++) {
            constants.add(constant("%s[%d]".formatted(name, index), texts.get(index), type));
        }
        if (constants.isEmpty()) {
            problem(name, "must name at least one of " + names(type));
        }
        return constants;
    }

    /** Distinct texts; an absent list is an empty one. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var element : array(name)) {
            int index = texts.size();
            if (!element.isString() || element.stringValue().isBlank()) {
                problem("%s[%d]".formatted(name, index), "must be a text");
            } else if (texts.contains(element.stringValue())) {
                problem("%s[%d]".formatted(name, index), "appears twice");
            }
            texts.add(element.isString() ? element.stringValue() : "");
        }
        return texts;
    }

    /** SHA-256 digests under {@code certificates}, in lower-case hexadecimal; as OpenSSL prints them, or without colons. */
    public List<String> certificates() {
        var digests = texts("certificates").stream()
                .map(text -> text.replace(":", "").toLowerCase(Locale.ROOT))
                .toList();
        if (!digests.stream().allMatch(digest -> SHA_256.matcher(digest).matches())) {
            problem("certificates", "must be SHA-256 digests of certificates, 64 hexadecimal digits each");
        }
        return digests;
    }

    /** The object in that field; its own mistakes are noted with the whole path. */
    public <T> Optional<T> object(String name, Function<Fields, T> read) {
        asked.add(name);
        if (!has(name)) {
            return Optional.empty();
        }
        return object(name, node.get(name), read);
    }

    /** As {@link #object}, noting its absence as a mistake. */
    public <T> Optional<T> requiredObject(String name, Function<Fields, T> read) {
        return required(name) == null ? Optional.empty() : object(name, read);
    }

    /** The field as JSON, for whoever has a reader of their own for it. */
    public Optional<String> json(String name) {
        asked.add(name);
        return Optional.ofNullable(node.get(name)).map(JsonNode::toString);
    }

    /** The objects of a list; an absent list is an empty one. */
    public <T> List<T> objects(String name, Function<Fields, T> read) {
        var objects = new ArrayList<T>();
        int index = 0;
        for (var element : array(name)) {
            object("%s[%d]".formatted(name, index++), element, read).ifPresent(objects::add);
        }
        return objects;
    }

    /** Notes every field that nobody asked for, called last, by whoever owns this kind of document. */
    public void noOthers() {
        node.propertyNames().stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> problem(name, "is no known field"));
    }

    private <T> Optional<T> object(String name, JsonNode value, Function<Fields, T> read) {
        if (!value.isObject()) {
            problem(name, "must be an object");
            return Optional.empty();
        }
        var fields = new Fields(problems, where, place(name), value);
        var result = read.apply(fields);
        fields.noOthers();
        return Optional.of(result);
    }

    private Iterable<JsonNode> array(String name) {
        asked.add(name);
        if (!has(name)) {
            return List.of();
        }
        if (!node.get(name).isArray()) {
            problem(name, "must be a list");
            return List.of();
        }
        return node.get(name).values();
    }

    private @Nullable JsonNode required(String name) {
        asked.add(name);
        var value = node.get(name);
        if (value == null || value.isNull()) {
            problem(name, "is missing");
            return null;
        }
        return value;
    }

    private <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        var constants = type.getEnumConstants();
        for (var constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        if (!text.isEmpty()) {
            problem(name, "must be one of " + names(type));
        }
        return constants[0];
    }

    private static String names(Class<? extends Enum<?>> type) {
        return String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }

    private static String inWords(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
