package io.dayside.simulation.file;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The fields of one object of a YAML document. Mistakes are noted with line and field, and reading goes on with a stand-in,
 * so that a person sees all of them at once.
 */
final class Fields {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    private final List<String> problems;
    private final String path;
    private final MappingNode node;
    private final Map<String, Node> values = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Fields(List<String> problems, String path, MappingNode node) {
        this.problems = problems;
        this.path = path;
        this.node = node;
        for (NodeTuple tuple : node.getValue()) {
            String key = scalar(tuple.getKeyNode());
            if (key == null || values.putIfAbsent(key, tuple.getValueNode()) != null) {
                note(
                        tuple.getKeyNode(),
                        key == null ? "a name" : key,
                        key == null ? "must be a text" : "appears twice");
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Notes a mistake in that field, or in the object where it is absent. */
    void problem(String name, String message) {
        note(values.getOrDefault(name, node), name, message);
    }

    private void note(Node at, String name, String message) {
        String place = path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
        int line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        problems.add("line %d: %s %s".formatted(line, place, message));
    }

    String text(String name) {
        String text = scalar(required(name));
        if (text == null || text.isBlank()) {
            if (has(name)) {
                problem(name, "must be a text");
            }
            return "";
        }
        return text;
    }

    double number(String name, double least, double most) {
        Node value = required(name);
        return value == null ? least : number(name, value, least, most);
    }

    double numberOr(String name, double otherwise, double least, double most) {
        asked.add(name);
        return has(name) ? number(name, least, most) : otherwise;
    }

    int integerOr(String name, int otherwise, int least, int most) {
        double number = numberOr(name, otherwise, least, most);
        if (number != Math.rint(number)) {
            problem(name, "must be a whole number");
        }
        return (int) number;
    }

    private double number(String name, Node value, double least, double most) {
        try {
            String text = scalar(value);
            double number = text == null ? Double.NaN : Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, as of a number out of range.
        }
        note(value, name, "must be a number from %s to %s".formatted(plain(least), plain(most)));
        return least;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }

    boolean flagOr(String name, boolean otherwise) {
        asked.add(name);
        String text = has(name) ? text(name) : Boolean.toString(otherwise);
        if (!text.equals("true") && !text.equals("false")) {
            problem(name, "must be true or false");
        }
        return text.equals("true");
    }

    /** In one unit: {@code 90s}, {@code 30m}, {@code 8h}, {@code 2d}. */
    Duration duration(String name) {
        String text = text(name);
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            if (!text.isEmpty()) {
                problem(name, "must be a duration such as 90s, 30m, 8h or 2d");
            }
            return Duration.ofMinutes(1);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    Duration durationOr(String name, Duration otherwise) {
        asked.add(name);
        return has(name) ? duration(name) : otherwise;
    }

    ZoneId zoneOr(String name, ZoneId otherwise) {
        asked.add(name);
        return has(name) ? parsed(name, ZoneId::of, otherwise, "a time zone such as Europe/Zurich") : otherwise;
    }

    LocalDate dateOr(String name, LocalDate otherwise) {
        asked.add(name);
        return has(name) ? parsed(name, LocalDate::parse, otherwise, "a date such as 2027-03-31") : otherwise;
    }

    LocalTime time(String name) {
        return parsed(name, LocalTime::parse, LocalTime.MIDNIGHT, "a time such as '06:30', in quotes");
    }

    List<Instant> instants(String name) {
        var instants = new ArrayList<Instant>();
        for (String text : texts(name)) {
            try {
                instants.add(Instant.parse(text));
            } catch (DateTimeException _) {
                problem(name, "must be instants such as 2026-03-02T06:30:00Z, not " + text);
            }
        }
        return instants;
    }

    private <T> T parsed(String name, Function<String, T> parse, T otherwise, String form) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : parse.apply(text);
        } catch (DateTimeException _) {
            problem(name, "must be " + form);
            return otherwise;
        }
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        return constant(name, text(name), type);
    }

    <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        String wanted = text.replace(' ', '_').replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(wanted)) {
                return constant;
            }
        }
        if (!text.isEmpty()) {
            var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
            problem(name, "must be one of " + String.join(", ", names));
        }
        return type.getEnumConstants()[0];
    }

    /** None where the field is absent. */
    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (Node element : elements(name)) {
            String text = scalar(element);
            if (text == null) {
                note(element, name, "must hold texts");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** None where the field is absent. */
    double[] numbers(String name) {
        return elements(name).stream()
                .mapToDouble(element -> number(name, element, 0, 1e9))
                .toArray();
    }

    /** Numbers under names of the author's choice. */
    Map<String, Double> weights(String name) {
        return objectOr(
                name,
                fields -> {
                    var weights = new TreeMap<String, Double>();
                    fields.values.keySet().forEach(key -> weights.put(key, fields.number(key, 0, 1e9)));
                    return weights;
                },
                Map::of);
    }

    <T> List<T> objects(String name, Function<Fields, T> read) {
        var objects = new ArrayList<T>();
        int index = 0;
        for (Node element : elements(name)) {
            object("%s[%d]".formatted(name, index++), element, read).ifPresent(objects::add);
        }
        return objects;
    }

    /** Noted as a mistake where the field is absent. */
    <T> Optional<T> object(String name, Function<Fields, T> read) {
        Node value = required(name);
        return value == null ? Optional.empty() : object(name, value, read);
    }

    <T> Optional<T> objectIfThere(String name, Function<Fields, T> read) {
        asked.add(name);
        return has(name) ? object(name, read) : Optional.empty();
    }

    private <T> T objectOr(String name, Function<Fields, ? extends T> read, java.util.function.Supplier<T> otherwise) {
        return this.<T>object(name, read::apply).orElseGet(otherwise);
    }

    private <T> Optional<T> object(String name, Node value, Function<Fields, T> read) {
        if (!(value instanceof MappingNode mapping)) {
            note(value, name, "must be an object");
            return Optional.empty();
        }
        var fields = new Fields(problems, path.isEmpty() ? name : path + "." + name, mapping);
        int before = problems.size();
        try {
            T result = read.apply(fields);
            fields.noOthers();
            return Optional.of(result);
        } catch (IllegalArgumentException e) {
            if (problems.size() == before) {
                fields.note(mapping, "", "is wrong: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Notes every field that nobody asked for. */
    void noOthers() {
        values.keySet().stream()
                .filter(name -> !asked.contains(name))
                .sorted()
                .forEach(name -> problem(name, "is no known field"));
    }

    private List<Node> elements(String name) {
        asked.add(name);
        Node value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            problem(name, "must be a list");
            return List.of();
        }
        return sequence.getValue();
    }

    private @Nullable Node required(String name) {
        asked.add(name);
        Node value = values.get(name);
        if (value == null) {
            problem(name, "is missing");
        }
        return value;
    }

    private static @Nullable String scalar(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    static ZoneId utc() {
        return ZoneOffset.UTC;
    }
}
