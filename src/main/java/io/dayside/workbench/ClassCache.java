package io.dayside.workbench;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The loaded classes that {@code ./dayside} starts with, as far as an earlier {@code up} has left them. */
final class ClassCache {

    private static final String OPTION = "-XX:AOTCache=";

    private ClassCache() {}

    /** Options by which a child starts with them as this JVM did; none where it did not. */
    static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith(OPTION))
                .toList();
    }
}
