package io.dayside.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The MSH segment as far as it is needed to find the hospital and to answer, even to a message that cannot be understood
 * any further. Fields are as they stand in the message, cleaned of separators and control characters.
 *
 * @param messageType MSH-9, its first two components parted by {@code ^}
 */
record MessageHeader(
        String sendingApplication,
        String sendingFacility,
        String receivingApplication,
        String receivingFacility,
        String messageType,
        String controlId,
        String processingId,
        String version) {

    static final MessageHeader UNREADABLE = new MessageHeader("", "", "", "", "", "", "P", "2.5");

    private static final int MAX_FIELD_CHARACTERS = 199;
    private static final int SEPARATOR_AT = 3;
    private static final int CHARACTER_SET_FIELD = 18;

    /** Absent when the text does not begin like a message. */
    static Optional<MessageHeader> of(String text) {
        int end = text.indexOf('\r');
        var segment = end < 0 ? text : text.substring(0, end);
        if (!segment.startsWith("MSH") || segment.length() < SEPARATOR_AT + 6) {
            return Optional.empty();
        }
        char separator = segment.charAt(SEPARATOR_AT);
        if (Character.isLetterOrDigit(separator) || Character.isISOControl(separator)) {
            return Optional.empty();
        }
        var fields = segment.split(Pattern.quote(String.valueOf(separator)), -1);
        char component = fields[1].isEmpty() ? '^' : fields[1].charAt(0);
        return Optional.of(new MessageHeader(
                first(fields, 3, component),
                first(fields, 4, component),
                first(fields, 5, component),
                first(fields, 6, component),
                messageType(fields, component),
                first(fields, 10, component),
                first(fields, 11, component),
                first(fields, 12, component)));
    }

    private static String messageType(String[] fields, char component) {
        var components = field(fields, 9).split(Pattern.quote(String.valueOf(component)), -1);
        return components.length < 2 ? clean(components[0]) : clean(components[0]) + "^" + clean(components[1]);
    }

    private static String first(String[] fields, int number, char component) {
        var field = field(fields, number);
        int end = field.indexOf(component);
        return clean(end < 0 ? field : field.substring(0, end));
    }

    /** MSH-1 is the separator itself, so MSH-n is the n-1st part. */
    private static String field(String[] fields, int number) {
        return fields.length < number ? "" : fields[number - 1];
    }

    private static String clean(String value) {
        var plain = value.replaceAll("[\\p{Cntrl}|^~\\\\&]", "?");
        return plain.length() <= MAX_FIELD_CHARACTERS ? plain : plain.substring(0, MAX_FIELD_CHARACTERS);
    }

    /** Decodes by MSH-18; where it is silent, as UTF-8 if the bytes are that, otherwise as ISO 8859-1. HL7 table 0211. */
    static String decode(byte[] message) {
        var latin = new String(message, StandardCharsets.ISO_8859_1);
        int end = latin.indexOf('\r');
        var segment = end < 0 ? latin : latin.substring(0, end);
        if (segment.length() > SEPARATOR_AT) {
            var separator = Pattern.quote(String.valueOf(segment.charAt(SEPARATOR_AT)));
            var named = field(segment.split(separator, -1), CHARACTER_SET_FIELD).split("[~^]", -1)[0];
            if (named.toUpperCase(Locale.ROOT).startsWith("8859/")) {
                return new String(message, latinPart(named));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException _) {
            return latin;
        }
    }

    private static Charset latinPart(String named) {
        var name = "ISO-8859-" + named.substring(named.indexOf('/') + 1);
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException _) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
