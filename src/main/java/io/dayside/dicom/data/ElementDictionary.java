package io.dayside.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** VR and keyword of every standard element, PS3.6 and PS3.7, retired ones included. */
public final class ElementDictionary {

    private static final ElementDictionary STANDARD = load();

    private final Map<Integer, Entry> exact = new HashMap<>();
    private final List<Repeating> repeating = new ArrayList<>();
    private final Map<String, Integer> tags = new HashMap<>();

    private ElementDictionary() {}

    private record Entry(VR vr, boolean signByPixels, String keyword) {}

    /** A group of tags that share one meaning, such as the overlays (60xx,eeee). */
    private record Repeating(int mask, int value, Entry entry) {}

    /** The element's VR; UN for an unknown one. Of several possible, US before SS and OW before OB. */
    public static VR vrOf(int tag) {
        if (Tag.isGroupLength(tag)) {
            return VR.UL;
        }
        if (Tag.isPrivate(tag)) {
            return Tag.isPrivateCreator(tag) ? VR.LO : VR.UN;
        }
        Entry entry = STANDARD.find(tag);
        return entry == null ? VR.UN : entry.vr();
    }

    /** Whether the element is US or SS depending on (0028,0103). */
    static boolean signFollowsPixels(int tag) {
        Entry entry = STANDARD.find(tag);
        return entry != null && entry.signByPixels();
    }

    /** The keyword, or the empty string for an unknown or private element. */
    public static String keywordOf(int tag) {
        Entry entry = STANDARD.find(tag);
        return entry == null ? "" : entry.keyword();
    }

    public static OptionalInt tagOf(String keyword) {
        Integer tag = STANDARD.tags.get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    private @Nullable Entry find(int tag) {
        Entry entry = exact.get(tag);
        if (entry != null || Tag.isPrivate(tag)) {
            return entry;
        }
        for (Repeating candidate : repeating) {
            if ((tag & candidate.mask()) == candidate.value()) {
                return candidate.entry();
            }
        }
        return null;
    }

    private static ElementDictionary load() {
        ElementDictionary dictionary = new ElementDictionary();
        try (InputStream in = ElementDictionary.class.getResourceAsStream("elements.tsv")) {
            if (in == null) {
                throw new IllegalStateException("elements.tsv is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    dictionary.add(line.split("\t", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dictionary;
    }

    private void add(String[] fields) {
        String pattern = fields[0];
        Entry entry = entryOf(fields[1], fields[3]);
        int value = Integer.parseUnsignedInt(pattern.replace('x', '0'), 16);
        tags.putIfAbsent(entry.keyword(), value);
        if (pattern.indexOf('x') < 0) {
            exact.put(value, entry);
        } else {
            repeating.add(new Repeating(maskOf(pattern), value, entry));
        }
    }

    private static Entry entryOf(String code, String keyword) {
        return switch (code) {
            case "xs" -> new Entry(VR.US, true, keyword);
            case "ox", "lt" -> new Entry(VR.OW, false, keyword);
            default -> new Entry(VR.valueOf(code), false, keyword);
        };
    }

    private static int maskOf(String pattern) {
        int mask = 0;
        for (int i = 0; i < pattern.length(); i++) {
            mask = mask << 4 | (pattern.charAt(i) == 'x' ? 0 : 0xF);
        }
        return mask;
    }
}
