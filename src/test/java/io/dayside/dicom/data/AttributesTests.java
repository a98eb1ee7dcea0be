package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttributesTests {

    @Test
    void elementsComeInTheOrderOfTheirTags() {
        Attributes dataset = new Attributes()
                .setNull(Tag.PixelData, VR.OW)
                .setNull(0xFFFCFFFC, VR.OB)
                .setNull(Tag.PatientID, VR.LO)
                .setNull(0x00091001, VR.UN);
        assertThat(dataset)
                .extracting(Element::tag)
                .containsExactly(0x00091001, Tag.PatientID, Tag.PixelData, 0xFFFCFFFC);
    }

    @Test
    void numbersAreReadFromTextAndBinary() {
        Attributes dataset = new Attributes()
                .setString(Tag.InstanceNumber, VR.IS, " 12 ")
                .setInt(Tag.Rows, VR.US, 65535)
                .setInt(Tag.SmallestImagePixelValue, VR.SS, -5)
                .setDouble(Tag.PixelSpacing, VR.DS, 0.1, 1.0 / 3)
                .setDouble(0x00089459, VR.FL, 2.5);
        assertThat(dataset.getInt(Tag.InstanceNumber, 0)).isEqualTo(12);
        assertThat(dataset.getInt(Tag.Rows, 0)).isEqualTo(65535);
        assertThat(dataset.getInt(Tag.SmallestImagePixelValue, 0)).isEqualTo(-5);
        assertThat(dataset.getDoubles(Tag.PixelSpacing)).containsExactly(0.1, 0.33333333333333);
        assertThat(dataset.getString(Tag.Rows)).isEqualTo("65535");
        assertThat(dataset.getDouble(0x00089459, 0)).isEqualTo(2.5);
    }

    @Test
    void whatIsNoNumberGivesTheDefault() {
        for (String text : new String[] {"1A", "NaN", "0x10", "1e", "1.2.3", "--1", ".", "1f", ""}) {
            Attributes dataset = new Attributes().setString(Tag.SliceThickness, VR.DS, text);
            assertThat(dataset.getDouble(Tag.SliceThickness, -1)).as(text).isEqualTo(-1);
        }
    }

    @Test
    void decimalStringsKeepWithinSixteenCharacters() {
        for (double value :
                new double[] {Math.PI, -Math.PI * 1e-9, 1e100 / 3, -1e-300 / 7, 1.2345678901234568E17, 0, 5e10}) {
            String text = NumericValues.decimalString(value);
            assertThat(text.length()).as(text).isLessThanOrEqualTo(16);
            assertThat(Double.parseDouble(text)).isCloseTo(value, withPercentage(1e-5));
        }
    }

    @Test
    void itemBelongsToOneSequenceOnly() {
        Attributes dataset = new Attributes();
        Attributes item = dataset.newSequence(Tag.ReferencedStudySequence).addItem();
        assertThat(item.parent()).isSameAs(dataset);
        assertThatThrownBy(
                        () -> dataset.newSequence(Tag.ReferencedSeriesSequence).add(item))
                .isInstanceOf(IllegalStateException.class);
        assertThat(dataset.copy().getSequence(Tag.ReferencedStudySequence)).hasSize(1);
    }

    @Test
    void textShowsTagsAndNoValues() {
        assertThat(new Attributes().setString(Tag.PatientName, VR.PN, "Secret^One"))
                .hasToString("[(0010,0010) PN]");
    }

    @Test
    void dictionaryKnowsTheStandard() {
        assertThat(ElementDictionary.vrOf(Tag.PatientName)).isEqualTo(VR.PN);
        assertThat(ElementDictionary.vrOf(0x60023000)).isEqualTo(VR.OW);
        assertThat(ElementDictionary.vrOf(0x00090010)).isEqualTo(VR.LO);
        assertThat(ElementDictionary.vrOf(0x00091001)).isEqualTo(VR.UN);
        assertThat(ElementDictionary.keywordOf(Tag.StudyInstanceUID)).isEqualTo("StudyInstanceUID");
        assertThat(ElementDictionary.tagOf("PixelData")).hasValue(Tag.PixelData);
    }

    @Test
    void uidsAreMadeFromUuids() {
        assertThat(UIDs.of(UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")))
                .isEqualTo("2.25.329800735698586629295641978511506172918");
        assertThat(UIDs.isValid(UIDs.random())).isTrue();
        assertThat(UID.nameOf(UID.CTImageStorage)).isEqualTo("CT Image Storage");
    }

    @Test
    void limitsAreThoseOfTheReliabilityPlan() {
        assertThat(DicomLimits.DEFAULT).isEqualTo(new DicomLimits(64, 1_000_000, 64L << 20, 1024L << 20, 256L << 20));
    }
}
