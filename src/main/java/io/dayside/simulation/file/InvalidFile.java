package io.dayside.simulation.file;

import java.util.List;

/** A file that describes nothing which can be simulated; says every mistake with its line and field. */
public final class InvalidFile extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    InvalidFile(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, such as {@code line 12: readers[0].factor must be above 0}. */
    public List<String> problems() {
        return problems;
    }
}
