package io.dayside.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A floor and the cases that come to it.
 *
 * @param start first day; days begin at midnight UTC
 * @param days in all
 * @param warmUpDays of them that are not counted, since they begin with an empty list
 * @param classes most pressing first
 */
public record Scenario(
        LocalDate start,
        int days,
        int warmUpDays,
        List<CaseClass> classes,
        List<CaseType> types,
        List<CaseStream> streams,
        List<ScenarioReader> readers,
        Behaviour behaviour) {

    private static final int MOST_DAYS = 366;
    private static final int MOST_CLASSES = 8;
    private static final int MOST_READERS = 5_000;

    public Scenario {
        classes = List.copyOf(classes);
        types = List.copyOf(types);
        streams = List.copyOf(streams);
        readers = List.copyOf(readers);
        if (days < 1 || days > MOST_DAYS || warmUpDays < 0 || warmUpDays >= days) {
            throw new IllegalArgumentException("days must be 1 to 366, and warm-up days fewer");
        }
        if (classes.isEmpty() || classes.size() > MOST_CLASSES) {
            throw new IllegalArgumentException("classes must be 1 to 8");
        }
        if (readers.isEmpty() || readers.size() > MOST_READERS) {
            throw new IllegalArgumentException("readers must be 1 to 5000");
        }
        requireDistinct("class", classes, CaseClass::name);
        requireDistinct("type", types, CaseType::name);
        requireDistinct("stream", streams, CaseStream::name);
        requireDistinct("reader", readers, ScenarioReader::name);
        problems(classes, types, streams, readers).stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** The same with other readers. */
    public Scenario withReaders(List<ScenarioReader> others) {
        return new Scenario(start, days, warmUpDays, classes, types, streams, others, behaviour);
    }

    /** The same with so many times the drawn arrivals. */
    public Scenario withArrivals(double factor) {
        var more = streams.stream().map(stream -> stream.times(factor)).toList();
        return new Scenario(start, days, warmUpDays, classes, types, more, readers, behaviour);
    }

    int classNumber(String name) {
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no class " + name);
    }

    private static List<String> problems(
            List<CaseClass> classes, List<CaseType> types, List<CaseStream> streams, List<ScenarioReader> readers) {
        List<String> problems = new ArrayList<>();
        var classNames = classes.stream().map(CaseClass::name).toList();
        for (CaseType type : types) {
            type.finding()
                    .filter(finding -> !classNames.contains(finding.raisesTo()))
                    .ifPresent(finding -> problems.add("finding %s of %s raises to %s, which is no class"
                            .formatted(finding.name(), type.name(), finding.raisesTo())));
        }
        for (CaseStream stream : streams) {
            stream.classes().keySet().stream()
                    .filter(name -> !classNames.contains(name))
                    .forEach(name ->
                            problems.add("stream %s has class %s, which is none".formatted(stream.name(), name)));
            for (String name : stream.types().keySet()) {
                types.stream()
                        .filter(type -> type.name().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                type -> requireReader(stream, type, readers, problems),
                                () -> problems.add(
                                        "stream %s has type %s, which is none".formatted(stream.name(), name)));
            }
        }
        return problems;
    }

    private static void requireReader(
            CaseStream stream, CaseType type, List<ScenarioReader> readers, List<String> problems) {
        if (readers.stream().noneMatch(reader -> reader.mayRead(stream.region(), type.skill()))) {
            problems.add("nobody may read %s of %s: no reader has %s and %s"
                    .formatted(type.name(), stream.name(), stream.region(), type.skill()));
        }
    }

    private static <T> void requireDistinct(String what, List<T> all, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T one : all) {
            if (!seen.add(name.apply(one))) {
                throw new IllegalArgumentException("%s %s appears twice".formatted(what, name.apply(one)));
            }
        }
    }
}
