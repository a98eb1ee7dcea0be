package io.dayside.dicom.deident;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PS3.15 Table E.1-1, from the resource beside this class. Its rows for overlays, curves and private elements are no
 * rows here: they are rules of {@link DatasetCleaner}.
 */
final class ActionTable {

    private static final int BASIC_COLUMN = 2;
    private static final Map<Integer, Row> ROWS = load();

    private ActionTable() {}

    /**
     * @param basic actions of the basic profile between which the object's definition chooses
     * @param options what an option puts in their place
     */
    record Row(Set<String> basic, Map<ProfileOption, Action> options) {

        Row {
            basic = Set.copyOf(basic);
            options = Map.copyOf(options);
        }

        /** The option's action where one of the profile's has any, keeping before cleaning; else the basic one. */
        Action action(Profile profile, boolean sequence) {
            Action chosen = null;
            for (Map.Entry<ProfileOption, Action> option : options.entrySet()) {
                if (profile.has(option.getKey()) && chosen != Action.KEEP) {
                    chosen = option.getValue();
                }
            }
            return chosen == null ? basic(sequence) : chosen;
        }

        /**
         * The basic action that fits every object. Where the table leaves the choice, as with X/Z/D, an attribute gets a
         * value, since it may be needed; a sequence, whose items cannot be made up, is emptied or else removed.
         */
        Action basic(boolean sequence) {
            if (basic.contains("U*")) {
                return Action.KEEP_ITEMS;
            }
            if (basic.contains("U")) {
                return Action.MAP_UID;
            }
            boolean mayGo = basic.contains("X") || basic.contains("Z");
            if (basic.contains("D") && !(sequence && mayGo)) {
                return Action.DUMMY;
            }
            return basic.contains("Z") ? Action.EMPTY : Action.REMOVE;
        }

        /** Whether the attribute is a description rather than a name or number of somebody. */
        boolean isDescriptor() {
            return options.containsKey(ProfileOption.CLEAN_DESCRIPTORS);
        }
    }

    static @Nullable Row rowOf(int tag) {
        return ROWS.get(tag);
    }

    private static Map<Integer, Row> load() {
        try (InputStream in = ActionTable.class.getResourceAsStream("actions.tsv")) {
            if (in == null) {
                throw new IllegalStateException("actions.tsv is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Integer, Row> parse(List<String> lines) {
        Map<Integer, Row> rows = new HashMap<>();
        List<String> columns = List.of();
        for (String line : lines) {
            List<String> fields = Arrays.asList(line.split("\t", -1));
            if (line.startsWith("#")) {
                columns = fields;
            } else if (fields.getFirst().matches("[0-9A-F]{8}")) {
                rows.put(Integer.parseUnsignedInt(fields.getFirst(), 16), rowOf(fields, columns));
            }
        }
        return Map.copyOf(rows);
    }

    private static Row rowOf(List<String> fields, List<String> columns) {
        Map<ProfileOption, Action> options = new EnumMap<>(ProfileOption.class);
        for (ProfileOption option : ProfileOption.values()) {
            int column = columns.indexOf(option.column());
            String code = column < 0 ? "" : fields.get(column);
            if (!code.isEmpty()) {
                options.put(option, optional(code));
            }
        }
        return new Row(Set.of(fields.get(BASIC_COLUMN).split("/")), options);
    }

    private static Action optional(String code) {
        return switch (code) {
            case "K" -> Action.KEEP;
            case "C" -> Action.CLEAN;
            default -> throw new IllegalStateException("no action of an option: " + code);
        };
    }
}
