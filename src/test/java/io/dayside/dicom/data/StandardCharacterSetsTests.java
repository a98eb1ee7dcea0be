package io.dayside.dicom.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PS3.5 Annexes H to K, byte for byte, and each other character set of PS3.3 C.12.1.1.2; both ways. */
class StandardCharacterSetsTests {

    /**
     * @param terms values of (0008,0005)
     * @param bytes of the value, one char each
     */
    record Example(String clause, String terms, VR vr, String text, String bytes) {}

    static Example[] examples() {
        return new Example[] {
            new Example(
                    "H.3.1",
                    "\\ISO 2022 IR 87",
                    VR.PN,
                    "Yamada^Tarou=山田^太郎=やまだ^たろう",
                    "Yamada^Tarou=\33$B;3ED\33(B^\33$BB@O:\33(B=\33$B$d$^$@\33(B^\33$B$?$m$&\33(B"),
            new Example(
                    "H.3.2",
                    "ISO 2022 IR 13\\ISO 2022 IR 87",
                    VR.PN,
                    "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                    "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3=\33$B;3ED\33(J^\33$BB@O:\33(J"
                            + "=\33$B$d$^$@\33(J^\33$B$?$m$&\33(J"),
            new Example(
                    "I.2",
                    "\\ISO 2022 IR 149",
                    VR.PN,
                    "Hong^Gildong=洪^吉洞=홍^길동",
                    "Hong^Gildong=\33$)C\u00FB\u00F3^\33$)C\u00D1\u00CE\u00D4\u00D7"
                            + "=\33$)C\u00C8\u00AB^\33$)C\u00B1\u00E6\u00B5\u00BF"),
            new Example(
                    "I.3",
                    "\\ISO 2022 IR 149",
                    VR.LT,
                    "The 1st line 길동.\r\nThe 2nd line 길동, too.",
                    "The 1st line \33$)C\u00B1\u00E6\u00B5\u00BF.\r\nThe 2nd line \33$)C\u00B1\u00E6\u00B5\u00BF, too."),
            new Example(
                    "J.1",
                    "ISO_IR 192",
                    VR.PN,
                    "Wang^XiaoDong=王^小東=",
                    "Wang^XiaoDong=\u00E7\u008E\u008B^\u00E5\u00B0\u008F\u00E6\u009D\u00B1="),
            new Example(
                    "J.3",
                    "GB18030",
                    VR.PN,
                    "Wang^XiaoDong=王^小东=",
                    "Wang^XiaoDong=\u00CD\u00F5^\u00D0\u00A1\u00B6\u00AB="),
            new Example(
                    "J.5", "GBK", VR.PN, "Wang^XiaoDong=王^小东=", "Wang^XiaoDong=\u00CD\u00F5^\u00D0\u00A1\u00B6\u00AB="),
            new Example(
                    "K.2",
                    "\\ISO 2022 IR 58",
                    VR.PN,
                    "Zhang^XiaoDong=张^小东=",
                    "Zhang^XiaoDong=\33$)A\u00D5\u00C5^\33$)A\u00D0\u00A1\u00B6\u00AB="),
            new Example(
                    "K.3",
                    "\\ISO 2022 IR 58",
                    VR.LT,
                    "The 1st line 中文.\r\nThe 2nd line 中文, too.\r\n",
                    "The 1st line \33$)A\u00D6\u00D0\u00CE\u00C4.\r\nThe 2nd line \33$)A\u00D6\u00D0\u00CE\u00C4, too.\r\n"),
            new Example("JIS X 0212", "\\ISO 2022 IR 159", VR.LO, "丂", "\33$(D0!\33(B"),
            new Example(
                    "Greek and Cyrillic called in",
                    "ISO 2022 IR 100\\ISO 2022 IR 126\\ISO 2022 IR 144",
                    VR.LO,
                    "é\\Διο\\Люк",
                    "\u00E9\\\33-F\u00C4\u00E9\u00EF\\\33-L\u00BB\u00EE\u00DA"),
        };
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesOfTheStandardAreReadAndWritten(Example example) throws CharacterCodingException {
        SpecificCharacterSet set = SpecificCharacterSet.of(example.terms().split("\\\\", -1));
        assertThat(set.decode(example.bytes().getBytes(ISO_8859_1), example.vr()))
                .isEqualTo(example.text());
        assertThat(new String(set.encode(example.text(), example.vr()), ISO_8859_1))
                .isEqualTo(example.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "100, Äneas^Rüdiger, Ä, C4",
        "101, Wałęsa^Łódź, Ł, A3",
        "109, Ĉapelisto^Ġoja, Ĉ, C6",
        "110, Ķēniņš^Ģirts, Ķ, D3",
        "144, Люкceмбypг, Л, BB",
        "127, قباني^لنزار, ق, E2",
        "126, Διονυσιος, Δ, C4",
        "138, שרון^דבורה, ש, F9",
        "148, Çağrı^Şahin, ğ, F0",
        "203, Cœur^Šimon€, €, A4",
        "166, นามสกุล^ชื่อ, น, B9",
        "13, ﾔﾏﾀﾞ^ﾀﾛｳ, ﾔ, D4",
    })
    void setsOfOneByteAreReadAndWrittenAloneAndWithExtensions(int number, String text, String letter, String code)
            throws CharacterCodingException {
        for (String term : new String[] {"ISO_IR " + number, "ISO 2022 IR " + number}) {
            SpecificCharacterSet set = SpecificCharacterSet.of(term);
            byte[] bytes = set.encode(text, VR.PN);
            assertThat(bytes).hasSize(text.length());
            assertThat(set.decode(bytes, VR.PN)).isEqualTo(text);
            assertThat(set.encode(letter, VR.PN)).containsExactly(Integer.parseInt(code, 16));
        }
    }
}
