package io.dayside.simulation.command;

import io.dayside.simulation.statistics.Interval;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Numbers for people and for programs. */
final class Words {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Words() {}

    /** {@code 12.34 ± 0.05}. */
    static String of(Interval interval, int digits) {
        String number = "%." + digits + "f";
        return Double.isNaN(interval.halfWidth())
                ? String.format(Locale.ROOT, number, interval.mean())
                : String.format(Locale.ROOT, number + " ± " + number, interval.mean(), interval.halfWidth());
    }

    static String percent(Interval share) {
        return String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * share.mean(), 100 * share.halfWidth());
    }

    static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Half widths of single values, which have none, are left out. */
    static Map<String, Object> json(Interval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", interval.mean());
        if (!Double.isNaN(interval.halfWidth())) {
            fields.put("halfWidth95", interval.halfWidth());
        }
        return fields;
    }

    static void print(PrintWriter out, Object json) {
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        out.flush();
    }
}
