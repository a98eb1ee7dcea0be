package io.dayside.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One character set that a value can be in, PS3.3 C.12.1.1.2. Those of ISO 2022 live in the lower (G0) or upper (G1)
 * half of the code table and are called in by an escape sequence.
 */
enum CodeElement {
    ASCII(6, "US-ASCII", "(B", true, 1),
    LATIN_1(100, "ISO-8859-1", "-A", false, 1),
    LATIN_2(101, "ISO-8859-2", "-B", false, 1),
    LATIN_3(109, "ISO-8859-3", "-C", false, 1),
    LATIN_4(110, "ISO-8859-4", "-D", false, 1),
    CYRILLIC(144, "ISO-8859-5", "-L", false, 1),
    ARABIC(127, "ISO-8859-6", "-G", false, 1),
    GREEK(126, "ISO-8859-7", "-F", false, 1),
    HEBREW(138, "ISO-8859-8", "-H", false, 1),
    LATIN_5(148, "ISO-8859-9", "-M", false, 1),
    LATIN_9(203, "ISO-8859-15", "-b", false, 1),
    THAI(166, "TIS-620", "-T", false, 1),
    ROMAJI(14, "US-ASCII", "(J", true, 1),
    KATAKANA(13, "JIS_X0201", ")I", false, 1),
    KANJI(87, "EUC-JP", "$B", true, 2),
    KANJI_SUPPLEMENT(159, "EUC-JP", "$(D", true, 2),
    HANGUL(149, "EUC-KR", "$)C", false, 2),
    HANZI(58, "GB2312", "$)A", false, 2);

    private static final int EUC_THIRD_SET = 0x8F;

    final int registration;
    final String escape;
    final boolean lowerHalf;
    final int bytesPerCharacter;
    private final Charset charset;

    CodeElement(int registration, String charset, String escape, boolean lowerHalf, int bytesPerCharacter) {
        this.registration = registration;
        this.charset = Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.US_ASCII;
        this.escape = escape;
        this.lowerHalf = lowerHalf;
        this.bytesPerCharacter = bytesPerCharacter;
    }

    static @Nullable CodeElement ofRegistration(int number) {
        for (CodeElement element : values()) {
            if (element.registration == number) {
                return element;
            }
        }
        return null;
    }

    String charsetName() {
        return charset.name();
    }

    /** The element whose escape sequence, without ESC, starts at the position. */
    static @Nullable CodeElement ofEscape(byte[] bytes, int position) {
        for (CodeElement element : values()) {
            if (startsWith(bytes, position, element.escape)) {
                return element;
            }
        }
        return null;
    }

    private static boolean startsWith(byte[] bytes, int position, String escape) {
        if (position + escape.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < escape.length(); i++) {
            if (bytes[position + i] != escape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whole characters of this element as they stand in a value. */
    String decode(byte[] bytes, int from, int to) {
        if (!lowerHalf || bytesPerCharacter == 1) {
            return new String(bytes, from, to - from, charset);
        }
        byte[] euc = new byte[(to - from) / 2 * 3];
        int length = 0;
        for (int i = from; i + 1 < to; i += 2) {
            if (this == KANJI_SUPPLEMENT) {
                euc[length++] = (byte) EUC_THIRD_SET;
            }
            euc[length++] = (byte) (bytes[i] | 0x80);
            euc[length++] = (byte) (bytes[i + 1] | 0x80);
        }
        return new String(euc, 0, length, charset);
    }

    /** The bytes of one character, or null where this element has no such character. */
    byte @Nullable [] encode(String character) {
        if (!charset.newEncoder().canEncode(character)) {
            return null;
        }
        byte[] bytes = character.getBytes(charset);
        int expected = this == KANJI_SUPPLEMENT ? 3 : bytesPerCharacter;
        boolean upper = bytes[0] < 0;
        if (bytes.length != expected || upper == (lowerHalf && bytesPerCharacter == 1)) {
            return null;
        }
        return lowerHalf && bytesPerCharacter == 2 ? toLowerHalf(bytes) : bytes;
    }

    private byte @Nullable [] toLowerHalf(byte[] euc) {
        boolean supplement = (euc[0] & 0xFF) == EUC_THIRD_SET;
        if (supplement != (this == KANJI_SUPPLEMENT)) {
            return null;
        }
        int first = supplement ? 1 : 0;
        return new byte[] {(byte) (euc[first] & 0x7F), (byte) (euc[first + 1] & 0x7F)};
    }
}
