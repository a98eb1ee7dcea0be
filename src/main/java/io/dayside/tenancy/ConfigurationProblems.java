package io.dayside.tenancy;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a set of configuration files, gathered so that it is mended in one go. */
public final class ConfigurationProblems {

    private final List<String> found = new ArrayList<>();

    /**
     * Notes a problem once.
     *
     * @param where file and field, for example {@code northgate.yaml: facilities[0].zone}
     */
    public void add(String where, String what) {
        var line = where + ": " + what;
        if (!found.contains(line)) {
            found.add(line);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** One line a problem, in the order found. */
    public List<String> lines() {
        return List.copyOf(found);
    }
}
