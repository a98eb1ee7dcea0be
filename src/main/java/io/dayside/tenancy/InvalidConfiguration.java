package io.dayside.tenancy;

import java.util.List;

/** The configuration files cannot be applied; nothing of them was. */
public final class InvalidConfiguration extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidConfiguration(ConfigurationProblems problems) {
        super(String.join("\n", problems.lines()));
        this.problems = problems.lines();
    }

    /** One line a problem, each naming file and field. */
    public List<String> problems() {
        return problems;
    }
}
