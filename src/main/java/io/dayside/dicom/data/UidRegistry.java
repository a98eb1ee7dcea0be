package io.dayside.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Names of registered UIDs, from the resource beside this class. */
final class UidRegistry {

    private static final Map<String, Entry> ENTRIES = load();

    private UidRegistry() {}

    private record Entry(String kind, String name, boolean retired) {}

    /** UIDs of that kind with their names, in numeric order of their components. */
    static Map<String, String> named(Predicate<String> uid, String kind) {
        Map<String, String> found = new TreeMap<>(UidRegistry::compare);
        ENTRIES.forEach((candidate, entry) -> {
            if (entry.kind().equals(kind) && uid.test(candidate)) {
                found.put(candidate, entry.name());
            }
        });
        return Collections.unmodifiableMap(found);
    }

    private static int compare(String one, String other) {
        int[] left = components(one);
        int[] right = components(other);
        return Arrays.compare(left, right);
    }

    private static int[] components(String uid) {
        return Arrays.stream(uid.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    static String nameOf(String uid) {
        Entry entry = ENTRIES.get(uid);
        return entry == null ? uid : entry.name();
    }

    static boolean isRetired(String uid) {
        Entry entry = ENTRIES.get(uid);
        return entry != null && entry.retired();
    }

    static boolean isTransferSyntax(String uid) {
        Entry entry = ENTRIES.get(uid);
        return entry != null && entry.kind().equals("transfer");
    }

    static boolean isSopClass(String uid) {
        Entry entry = ENTRIES.get(uid);
        return entry != null && entry.kind().equals("sop");
    }

    private static Map<String, Entry> load() {
        Map<String, Entry> entries = new HashMap<>();
        try (InputStream in = UidRegistry.class.getResourceAsStream("uids.tsv")) {
            if (in == null) {
                throw new IllegalStateException("uids.tsv is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] fields = line.split("\t", -1);
                    entries.put(fields[0], new Entry(fields[1], fields[3], fields.length > 4));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(entries);
    }
}
