package io.dayside.dicom.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One entry of an {@code Accept} header, or a content type. Read as leniently as it is written: parameters such as {@code
 * type=application/dicom} often lack their quotes.
 *
 * @param type in lower case, perhaps with wildcards; empty where the text has none
 * @param parameters names in lower case
 */
public record MediaRange(String type, Map<String, String> parameters) {

    public static final MediaRange ANYTHING = new MediaRange("*/*", Map.of());

    public MediaRange {
        parameters = Map.copyOf(parameters);
    }

    public static MediaRange of(String text) {
        var pieces = split(text, ';');
        var parameters = new HashMap<String, String>();
        for (var piece : pieces.subList(1, pieces.size())) {
            int equals = piece.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        piece.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        unquoted(piece.substring(equals + 1).strip()));
            }
        }
        return new MediaRange(pieces.getFirst().strip().toLowerCase(Locale.ROOT), parameters);
    }

    /** The entries of a list, the most wanted first. */
    public static List<MediaRange> listOf(String header) {
        return split(header, ',').stream()
                .filter(entry -> !entry.isBlank())
                .map(MediaRange::of)
                .filter(range -> range.quality() > 0)
                .sorted((one, other) -> Double.compare(other.quality(), one.quality()))
                .toList();
    }

    private static List<String> split(String text, char separator) {
        var pieces = new ArrayList<String>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** From 0 to 1; 1 where it is not stated or no number. */
    private double quality() {
        try {
            return Double.parseDouble(parameters.getOrDefault("q", "1"));
        } catch (NumberFormatException _) {
            return 1;
        }
    }

    public boolean isMultipart() {
        return type.equals("multipart/related");
    }

    /** What the parts are to be, or the thing itself where it is not to come in parts. */
    public String wantedType() {
        return isMultipart() ? parameters.getOrDefault("type", "*/*").toLowerCase(Locale.ROOT) : type;
    }

    public boolean includes(String mediaType) {
        var wanted = wantedType();
        return wanted.equals("*/*")
                || wanted.equals(mediaType)
                || (wanted.endsWith("/*") && mediaType.startsWith(wanted.substring(0, wanted.length() - 1)));
    }

    public boolean isWildcard() {
        return wantedType().endsWith("*");
    }
}
