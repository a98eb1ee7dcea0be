package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SpecificCharacterSetTests {

    @Test
    void namesOfTheSampleSetAreDecoded() throws Exception {
        assertName("chrArab", "قباني^لنزار");
        assertName("chrGerm", "Äneas^Rüdiger");
        assertName("chrGreek", "Διονυσιος");
        assertName("chrHbrw", "שרון^דבורה");
        assertName("chrRuss", "Люкceмбypг");
        assertName("chrX1", "Wang^XiaoDong=王^小東=");
        assertName("chrX2", "Wang^XiaoDong=王^小东=");
        assertName("chrH31", "Yamada^Tarou=山田^太郎=やまだ^たろう");
        assertName("chrH32", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
        assertName("chrI2", "Hong^Gildong=洪^吉洞=홍^길동");
    }

    private static void assertName(String file, String expected) throws Exception {
        Attributes dataset = DicomFile.read(SampleSet.file("pydicom/charset/" + file + ".dcm"))
                .dataset();
        assertThat(dataset.getString(Tag.PatientName)).as(file).isEqualTo(expected);
    }

    @Test
    void encodingGivesTheBytesOfTheStandardsExamples() throws Exception {
        for (String file : new String[] {"chrH31", "chrH32", "chrI2", "chrX1", "chrX2", "chrGerm", "chrRuss"}) {
            Attributes dataset = DicomFile.read(SampleSet.file("pydicom/charset/" + file + ".dcm"))
                    .dataset();
            byte[] original = dataset.getBytes(Tag.PatientName);
            dataset.setString(Tag.PatientName, VR.PN, dataset.getString(Tag.PatientName, ""));
            byte[] encoded = dataset.getBytes(Tag.PatientName);
            assertThat(new String(encoded == null ? new byte[0] : encoded, StandardCharsets.ISO_8859_1))
                    .as(file)
                    .isEqualTo(
                            new String(original == null ? new byte[0] : original, StandardCharsets.ISO_8859_1).strip());
        }
    }

    @Test
    void itemsInheritAndOverrideTheSet() throws Exception {
        Attributes dataset = DicomFile.read(SampleSet.file("pydicom/charset/chrSQEncoding.dcm"))
                .dataset();
        Attributes item =
                dataset.getSequence(Tag.RequestedProcedureCodeSequence).getFirst();
        assertThat(item.getString(Tag.PatientName)).isEqualTo("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
    }

    @Test
    void backslashInsideAChineseCharacterPartsNoValues() throws CharacterCodingException {
        SpecificCharacterSet gbk = SpecificCharacterSet.of("GBK");
        byte[] bytes = gbk.encode("誠\\b", VR.LO);
        assertThat(TextValues.decode(bytes, VR.LO, gbk)).containsExactly("誠", "b");
    }

    @Test
    void characterOutsideOfTheSetIsAnErrorAndNeverAQuestionMark() {
        Attributes dataset = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100")
                .setString(Tag.PatientName, VR.PN, "山田");
        assertThatThrownBy(() ->
                        DicomOutput.writeDataset(new ByteArrayOutputStream(), TransferSyntax.EXPLICIT_LITTLE, dataset))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void undeclaredBytesAreMarkedAndNotGuessed() {
        Attributes dataset = new Attributes().setBytes(Tag.PatientName, VR.PN, new byte[] {'M', (byte) 0xFC, 'l'});
        assertThat(dataset.getString(Tag.PatientName)).isEqualTo("M\uFFFDl");
    }
}
