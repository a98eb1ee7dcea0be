package io.dayside.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names of registered UIDs, from the resource beside this class. */
final class UidRegistry {

    private static final Map<String, Entry> ENTRIES = load();

    private UidRegistry() {}

    private record Entry(String kind, String name) {}

    static String nameOf(String uid) {
        Entry entry = ENTRIES.get(uid);
        return entry == null ? uid : entry.name();
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
                    entries.put(fields[0], new Entry(fields[1], fields[3]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(entries);
    }
}
