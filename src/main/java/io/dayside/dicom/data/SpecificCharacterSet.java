package io.dayside.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnmappableCharacterException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of text bytes after (0008,0005): one character set for all, or several changed by escape sequences; PS3.3
 * C.12.1.1.2 and PS3.5 6.1.2.
 */
public final class SpecificCharacterSet {

    private static final int ESC = 0x1B;

    /** The default repertoire, ISO_IR 6. Bytes outside of it become U+FFFD. */
    public static final SpecificCharacterSet ASCII =
            new SpecificCharacterSet(StandardCharsets.US_ASCII, List.of(CodeElement.ASCII));

    /** Set when the whole value is in one encoding that knows no escape sequences. */
    private final @Nullable Charset whole;

    /** The first is in force at the start of each value and component. */
    private final List<CodeElement> elements;

    private SpecificCharacterSet(@Nullable Charset whole, List<CodeElement> elements) {
        this.whole = whole;
        this.elements = elements;
    }

    /** The set of the values of (0008,0005). Unknown terms count as the default; hyphens for blanks are let pass. */
    public static SpecificCharacterSet of(String... terms) {
        if (terms.length == 1) {
            Charset charset = wholeCharset(normalised(terms[0]));
            if (charset != null) {
                return new SpecificCharacterSet(charset, List.of(CodeElement.ASCII));
            }
        }
        List<CodeElement> elements = new ArrayList<>();
        for (String term : terms) {
            elements.add(elementOf(normalised(term)));
        }
        return elements.isEmpty() ? ASCII : new SpecificCharacterSet(null, List.copyOf(elements));
    }

    /** Defined terms of (0008,0005) that are understood, with the name of the character set. */
    public static Map<String, String> definedTerms() {
        Map<String, String> terms = new LinkedHashMap<>();
        for (CodeElement element : CodeElement.values()) {
            if (element.bytesPerCharacter == 1 && element != CodeElement.ROMAJI) {
                terms.put("ISO_IR " + element.registration, element.charsetName());
            }
        }
        for (CodeElement element : CodeElement.values()) {
            if (element != CodeElement.ROMAJI) {
                terms.put("ISO 2022 IR " + element.registration, element.charsetName());
            }
        }
        terms.put("ISO_IR 192", "UTF-8");
        terms.put("GB18030", "GB18030");
        terms.put("GBK", "GBK");
        return Collections.unmodifiableMap(terms);
    }

    private static String normalised(String term) {
        return term.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    private static @Nullable Charset wholeCharset(String term) {
        return switch (term) {
            case "ISOIR192" -> StandardCharsets.UTF_8;
            case "GB18030" -> Charset.forName("GB18030");
            case "GBK" -> Charset.forName("GBK");
            default -> null;
        };
    }

    private static CodeElement elementOf(String term) {
        String digits = term.startsWith("ISO2022IR") ? term.substring(9) : term.replace("ISOIR", "");
        if (!digits.matches("[0-9]{1,3}")) {
            return CodeElement.ASCII;
        }
        CodeElement element = CodeElement.ofRegistration(Integer.parseInt(digits));
        return element == null ? CodeElement.ASCII : element;
    }

    /** Text of a value field, backslashes and padding included. Undecodable bytes become U+FFFD. */
    public String decode(byte[] bytes, VR vr) {
        return whole == null ? decodeElements(bytes, vr) : new String(bytes, whole);
    }

    private String decodeElements(byte[] bytes, VR vr) {
        StringBuilder text = new StringBuilder(bytes.length);
        CodeElement lower = initialLower();
        CodeElement upper = initialUpper();
        int position = 0;
        while (position < bytes.length) {
            if (bytes[position] == ESC) {
                CodeElement called = CodeElement.ofEscape(bytes, position + 1);
                if (called != null) {
                    lower = called.lowerHalf ? called : lower;
                    upper = called.lowerHalf ? upper : called;
                    position += 1 + called.escape.length();
                    continue;
                }
            }
            CodeElement current = bytes[position] < 0 ? upper : lower;
            int end = endOfRun(bytes, position, current, vr);
            text.append(current.decode(bytes, position, end));
            if (current.bytesPerCharacter == 1 && isReset(bytes[end - 1], vr)) {
                lower = initialLower();
                upper = initialUpper();
            } else if (isControl(bytes[end - 1])) {
                lower = initialLower();
                upper = initialUpper();
            }
            position = end;
        }
        return text.toString();
    }

    /** End of the bytes from the position on that one element explains without a change of state. */
    private static int endOfRun(byte[] bytes, int start, CodeElement element, VR vr) {
        boolean upper = bytes[start] < 0;
        int position = start;
        while (position < bytes.length && bytes[position] != ESC && bytes[position] < 0 == upper) {
            if (!upper && element.bytesPerCharacter == 1 && isReset(bytes[position], vr)) {
                return position + 1;
            }
            if (isControl(bytes[position])) {
                return position + 1;
            }
            position += element.bytesPerCharacter;
        }
        return Math.max(Math.min(position, bytes.length), start + 1);
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < 0x20 && b != ESC;
    }

    /** After these bytes the first character set is in force again, PS3.5 6.1.2.5.3. */
    private static boolean isReset(byte b, VR vr) {
        return isControl(b) || (b == '\\' && vr.isMultiValued()) || ((b == '^' || b == '=') && vr == VR.PN);
    }

    private CodeElement initialLower() {
        CodeElement first = elements.getFirst();
        if (first.lowerHalf && first.bytesPerCharacter == 1) {
            return first;
        }
        return first == CodeElement.KATAKANA ? CodeElement.ROMAJI : CodeElement.ASCII;
    }

    private CodeElement initialUpper() {
        CodeElement first = elements.getFirst();
        return first.lowerHalf ? CodeElement.ASCII : first;
    }

    /**
     * Bytes of a value field, without padding.
     *
     * @throws CharacterCodingException if a character is in none of the declared sets
     */
    public byte[] encode(String text, VR vr) throws CharacterCodingException {
        return whole == null ? encodeElements(text, vr) : encodeWhole(text, whole);
    }

    private static byte[] encodeWhole(String text, Charset charset) throws CharacterCodingException {
        ByteBuffer encoded = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private byte[] encodeElements(String text, VR vr) throws CharacterCodingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        CodeElement lower = initialLower();
        CodeElement upper = initialUpper();
        for (int i = 0; i < text.length(); ) {
            String character = Character.toString(text.codePointAt(i));
            i += character.length();
            boolean delimiter = character.charAt(0) < 0x80 && isReset((byte) character.charAt(0), vr);
            if (delimiter && lower != initialLower()) {
                call(initialLower(), out);
            }
            if (delimiter) {
                lower = initialLower();
                upper = initialUpper();
            }
            CodeElement next = elementFor(character, lower, upper);
            if (next != lower && next != upper) {
                call(next, out);
            }
            lower = next.lowerHalf ? next : lower;
            upper = next.lowerHalf ? upper : next;
            byte[] bytes = next.encode(character);
            if (bytes != null) {
                out.writeBytes(bytes);
            }
        }
        if (lower != initialLower()) {
            call(initialLower(), out);
        }
        return out.toByteArray();
    }

    private static void call(CodeElement element, ByteArrayOutputStream out) {
        out.write(ESC);
        out.writeBytes(element.escape.getBytes(StandardCharsets.US_ASCII));
    }

    private CodeElement elementFor(String character, CodeElement lower, CodeElement upper)
            throws CharacterCodingException {
        List<CodeElement> candidates = new ArrayList<>(List.of(lower, upper, initialLower()));
        candidates.addAll(elements);
        for (CodeElement candidate : candidates) {
            if (candidate.encode(character) != null) {
                return candidate;
            }
        }
        throw new UnmappableCharacterException(character.length());
    }
}
