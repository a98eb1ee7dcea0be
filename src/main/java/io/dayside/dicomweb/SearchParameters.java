package io.dayside.dicomweb;

import io.dayside.archive.ArchiveQuery;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The query part of a search, PS3.18 8.3.4. Attributes are named by keyword or by eight hexadecimal digits, those of an
 * item behind a dot.
 *
 * @param keys to match
 * @param included attributes asked for by {@code includefield}
 * @param all whether every attribute that is there was asked for
 */
record SearchParameters(
        Attributes keys, Set<Integer> included, boolean all, boolean fuzzyMatching, int offset, int limit) {

    static final int DEFAULT_LIMIT = 100;

    private static final int MAX_INCLUDED = 200;
    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final Pattern PRINTABLE_NAME = Pattern.compile("[A-Za-z0-9.]{1,64}");

    /** @throws BadSearch that names the parameter and never its value */
    static SearchParameters of(Map<String, List<String>> parameters) throws BadSearch {
        var reading = new Reading();
        for (var parameter : parameters.entrySet()) {
            reading.take(parameter.getKey(), parameter.getValue());
        }
        return new SearchParameters(
                reading.keys, reading.included, reading.all, reading.fuzzy, reading.offset, reading.limit);
    }

    private static final class Reading {

        private final Attributes keys = new Attributes().setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        private final Set<Integer> included = new HashSet<>();
        private boolean all;
        private boolean fuzzy;
        private int offset;
        private int limit = DEFAULT_LIMIT;

        void take(String name, List<String> values) throws BadSearch {
            switch (name) {
                case "limit" -> limit = Math.min(ArchiveQuery.MAX_LIMIT, number(name, values, 1, Integer.MAX_VALUE));
                case "offset" -> offset = number(name, values, 0, ArchiveQuery.MAX_OFFSET);
                case "fuzzymatching" -> fuzzy = truth(name, values);
                case "includefield" -> include(values);
                case "accept" -> {}
                default -> key(name, values);
            }
        }

        private void include(List<String> values) throws BadSearch {
            for (var value : values) {
                for (var field : value.split(",", MAX_INCLUDED)) {
                    if (field.equals("all")) {
                        all = true;
                    } else {
                        included.add(tag("includefield", field.split("\\.", 2)[0]));
                    }
                }
            }
        }

        private void key(String name, List<String> values) throws BadSearch {
            var path = name.split("\\.", -1);
            int tag = tag(name, path[0]);
            if (path.length == 1) {
                set(keys, name, tag, values);
                return;
            }
            if (path.length > 2 || ElementDictionary.vrOf(tag) != VR.SQ) {
                throw new BadSearch(named(name) + " is no attribute of an item of a sequence");
            }
            var items = keys.getSequence(tag);
            var item = items.isEmpty() ? keys.newSequence(tag).addItem() : items.getFirst();
            set(item, name, tag(name, path[1]), values);
        }

        private static void set(Attributes keys, String name, int tag, List<String> values) throws BadSearch {
            var vr = ElementDictionary.vrOf(tag);
            if (vr == VR.SQ) {
                throw new BadSearch(named(name) + " is a sequence; name an attribute of its items behind a dot");
            }
            boolean isList = vr == VR.UI || vr == VR.CS;
            if (keys.contains(tag) || (values.size() > 1 && !isList)) {
                throw new BadSearch(named(name) + " is there twice");
            }
            var single = values.stream()
                    .flatMap(value -> isList ? Arrays.stream(value.split("[,\\\\]", -1)) : List.of(value).stream())
                    .toArray(String[]::new);
            keys.setString(tag, vr.isString() ? vr : VR.LO, single);
        }

        private static int number(String name, List<String> values, int min, int max) throws BadSearch {
            try {
                int number = Integer.parseInt(values.getFirst());
                if (values.size() == 1 && number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new BadSearch(
                    name + " is one number, at least " + min + (max == Integer.MAX_VALUE ? "" : " and at most " + max));
        }

        private static boolean truth(String name, List<String> values) throws BadSearch {
            return switch (values.getFirst()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new BadSearch(name + " is true or false");
            };
        }
    }

    private static int tag(String parameter, String name) throws BadSearch {
        OptionalInt tag = TAG.matcher(name).matches()
                ? OptionalInt.of(Integer.parseUnsignedInt(name, 16))
                : ElementDictionary.tagOf(name);
        return tag.orElseThrow(() -> new BadSearch(named(parameter) + " names no attribute"));
    }

    private static String named(String parameter) {
        return PRINTABLE_NAME.matcher(parameter).matches() ? parameter : "a parameter";
    }

    /** Keywords of tags, for people. */
    static String words(List<Integer> tags) {
        var words = new ArrayList<String>();
        for (int tag : tags) {
            var keyword = ElementDictionary.keywordOf(tag);
            words.add(keyword.isEmpty() ? Tag.toString(tag) : keyword);
        }
        return words.stream().limit(20).collect(Collectors.joining(", "));
    }
}
