package io.dayside.dicom.deident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.FrameSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeidentifierTests {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a secret for tests".getBytes(StandardCharsets.UTF_8));

    private static Deidentifier with(ProfileOption... options) {
        return new Deidentifier(Profile.BASIC.with(options), PSEUDONYMS);
    }

    private static Attributes cleaned(Attributes dataset, ProfileOption... options) {
        with(options).clean(dataset);
        return dataset;
    }

    @Test
    void objectsThatReferToEachOtherStillDo() throws Exception {
        Attributes image = image().setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.1");
        Attributes report = image().setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.2");
        report.newSequence(Tag.CurrentRequestedProcedureEvidenceSequence)
                .addItem()
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3")
                .newSequence(Tag.ReferencedSeriesSequence)
                .addItem()
                .newSequence(Tag.ReferencedSOPSequence)
                .addItem()
                .setString(Tag.ReferencedSOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3.1");
        DicomFile first = written(with(), image, UID.ExplicitVRLittleEndian);
        DicomFile second = written(with(), report, UID.ImplicitVRLittleEndian);
        Attributes study =
                Objects.requireNonNull(second.dataset().getItem(Tag.CurrentRequestedProcedureEvidenceSequence));
        Attributes series = Objects.requireNonNull(study.getItem(Tag.ReferencedSeriesSequence));
        Attributes reference = Objects.requireNonNull(series.getItem(Tag.ReferencedSOPSequence));
        assertThat(reference.getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo(first.dataset().getString(Tag.SOPInstanceUID))
                .isEqualTo(first.meta().mediaStorageSopInstanceUid())
                .isNotEqualTo("1.2.3.1")
                .startsWith("2.25.");
        assertThat(reference.getString(Tag.ReferencedSOPClassUID)).isEqualTo(UID.SecondaryCaptureImageStorage);
        assertThat(study.getString(Tag.StudyInstanceUID))
                .isEqualTo(first.dataset().getString(Tag.StudyInstanceUID));
        assertThat(second.dataset().getString(Tag.PatientID))
                .isEqualTo(first.dataset().getString(Tag.PatientID))
                .isNotEqualTo("4711");
    }

    @Test
    void anotherSecretGivesOtherNames() {
        Pseudonyms other = new Pseudonyms("another secret for it".getBytes(StandardCharsets.UTF_8));
        assertThat(PSEUDONYMS.uid("1.2.3")).isEqualTo(PSEUDONYMS.uid("1.2.3 ")).isNotEqualTo(other.uid("1.2.3"));
        assertThat(PSEUDONYMS.patient("4711"))
                .isNotEqualTo(other.patient("4711"))
                .hasSize(17);
        assertThat(PSEUDONYMS.uid("1.2.3")).matches("2\\.25\\.[1-9][0-9]{1,38}");
        assertThatThrownBy(() -> new Pseudonyms(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasDoneIsDeclared() throws Exception {
        Profile profile = Profile.BASIC
                .with(ProfileOption.RETAIN_MODIFIED_DATES, ProfileOption.CLEAN_DESCRIPTORS)
                .blackingOut(new PixelRegion(0, 0, 1, 1));
        Attributes dataset = written(new Deidentifier(profile, PSEUDONYMS), image(), UID.ExplicitVRLittleEndian)
                .dataset();
        assertThat(dataset.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
        assertThat(dataset.getString(Tag.DeidentificationMethod)).isNotBlank();
        assertThat(dataset.getSequence(Tag.DeidentificationMethodCodeSequence))
                .extracting(code -> code.getString(Tag.CodeValue))
                .containsExactly("113100", "113101", "113105", "113107");
        assertThat(dataset.getString(Tag.LongitudinalTemporalInformationModified))
                .isEqualTo("MODIFIED");
        assertThat(dataset.getString(Tag.BurnedInAnnotation)).isEqualTo("NO");
        assertThat(cleaned(image()).getString(Tag.LongitudinalTemporalInformationModified))
                .isEqualTo("REMOVED");
        assertThat(cleaned(image(), ProfileOption.RETAIN_FULL_DATES)
                        .getString(Tag.LongitudinalTemporalInformationModified))
                .isEqualTo("UNMODIFIED");
        assertThat(cleaned(image()).contains(Tag.BurnedInAnnotation)).isFalse();
    }

    @Test
    void distancesBetweenDatesOfAPatientStay() {
        Attributes first =
                cleaned(image().setString(Tag.StudyDate, VR.DA, "20240228"), ProfileOption.RETAIN_MODIFIED_DATES);
        Attributes second =
                cleaned(image().setString(Tag.StudyDate, VR.DA, "20240301"), ProfileOption.RETAIN_MODIFIED_DATES);
        LocalDate before = TemporalValue.date(first.getString(Tag.StudyDate, ""));
        LocalDate after = TemporalValue.date(second.getString(Tag.StudyDate, ""));
        assertThat(after).isEqualTo(before.plusDays(2));
        assertThat(before).isBefore(LocalDate.of(2023, 3, 1));
        assertThat(first.getString(Tag.StudyTime)).isEqualTo("101112");
        assertThat(first.containsValue(Tag.PatientBirthDate)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DA, 20240301, 20240229",
        "DA, 2024.03.01, 20240229",
        "DT, 20240301101112.5+0100, 20240229101112.5+0100",
        "DT, 2024, 2023",
        "DT, 202403, 202402",
        "TM, 101112.25, 101112.25",
    })
    void datesMoveByWholeDaysInEachForm(VR vr, String value, String earlier) {
        assertThat(new DateShift(1).shifted(vr, value)).isEqualTo(earlier);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20241301", "Kruppstadt", "00010101", "2024-03-01"})
    void whatIsNoDateIsRemovedInstead(String value) {
        assertThat(new DateShift(1).shifted(VR.DA, value)).isNull();
        Attributes dataset = cleaned(
                image().setString(Tag.StudyDate, VR.DA, value).setString(Tag.SeriesDate, VR.DA, value),
                ProfileOption.RETAIN_MODIFIED_DATES);
        assertThat(dataset.containsValue(Tag.StudyDate)).isFalse();
        assertThat(dataset.getString(Tag.SeriesDate)).isEqualTo("19000101");
    }

    @Test
    void optionsRetainWhatTheyName() {
        Attributes all = cleaned(
                image(),
                ProfileOption.RETAIN_UIDS,
                ProfileOption.RETAIN_FULL_DATES,
                ProfileOption.RETAIN_DEVICE_IDENTITY,
                ProfileOption.RETAIN_INSTITUTION_IDENTITY,
                ProfileOption.RETAIN_PATIENT_CHARACTERISTICS,
                ProfileOption.RETAIN_SAFE_PRIVATE);
        assertThat(all.getString(Tag.SOPInstanceUID)).isEqualTo("1.2.3.4");
        assertThat(all.getString(Tag.StudyDate)).isEqualTo("20240229");
        assertThat(all.getString(Tag.StationName)).isEqualTo("CT1");
        assertThat(all.getString(Tag.InstitutionName)).isEqualTo("St. Mary");
        assertThat(all.getString(Tag.PatientSex)).isEqualTo("F");
        assertThat(all.getString(0x00190010)).isEqualTo("SIEMENS MR HEADER");
        assertThat(all.getString(0x0019100C)).isEqualTo("1000");
        assertThat(all.contains(0x0019100B)).isFalse();
        Attributes none = cleaned(image());
        assertThat(none.getString(Tag.SOPInstanceUID)).isNotEqualTo("1.2.3.4");
        assertThat(none.containsValue(Tag.StudyDate)).isFalse();
        assertThat(none.getString(Tag.StationName)).isEqualTo("REMOVED");
        assertThat(none.getString(Tag.InstitutionName)).isEqualTo("REMOVED");
        assertThat(none.containsValue(Tag.PatientSex)).isFalse();
        assertThat(none.contains(0x00190010)).isFalse();
    }

    @Test
    void datesAreRetainedInOneWayOnly() {
        assertThatThrownBy(
                        () -> Profile.BASIC.with(ProfileOption.RETAIN_FULL_DATES, ProfileOption.RETAIN_MODIFIED_DATES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void descriptionsKeepTheirSense() {
        Attributes dataset =
                image().setString(Tag.StudyDescription, VR.LO, "CT head, Mrs. Smith (b. 3 Mar 1950), call 030 123-456");
        assertThat(cleaned(dataset, ProfileOption.CLEAN_DESCRIPTORS).getString(Tag.StudyDescription))
                .isEqualTo("CT head, Mrs. REMOVED (b. REMOVED), call REMOVED");
        Attributes japanese = image().setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.PatientName, VR.PN, "Yamada^Tarou=山田^太郎=ヤマダ^タロウ")
                .setString(Tag.StudyDescription, VR.LO, "山田ヤマダさんの頭部");
        assertThat(cleaned(japanese, ProfileOption.CLEAN_DESCRIPTORS).getString(Tag.StudyDescription))
                .isEqualTo("REMOVEDREMOVEDさんの頭部");
        assertThat(cleaned(image()).contains(Tag.StudyDescription)).isFalse();
    }

    @Test
    @Timeout(60)
    void hostileTextsTakeNoTimeAndNoStack() {
        TextCleaner cleaner = new TextCleaner(Set.of("SMITH"));
        assertThat(cleaner.clean("1".repeat(200_000))).isEqualTo("REMOVED");
        assertThat(cleaner.clean("a".repeat(200_000))).hasSize(200_000);
        assertThat(cleaner.clean("1-a".repeat(50_000))).hasSize(150_000);
        assertThat(cleaner.clean("a".repeat(1 << 19))).isEqualTo("REMOVED");
        Set<String> many = IntStream.range(0, 5_000).mapToObj(i -> "W" + i).collect(Collectors.toSet());
        assertThat(new TextCleaner(many).clean("harmless")).isEqualTo("REMOVED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slice 3 of 12, 0.5 mm | slice 3 of 12, 0.5 mm",
                "id 12345 | id REMOVED",
                "tel. 030/12 34-5. | tel. REMOVED.",
                "seen 24.12.2025 and 2025-12-24 | seen REMOVED and REMOVED",
                "SMITHSON and smith | SMITHSON and REMOVED",
            })
    void numbersThatAreNoIdentifiersStay(String text, String cleaned) {
        assertThat(new TextCleaner(Set.of("SMITH")).clean(text)).isEqualTo(cleaned);
    }

    @Test
    void fragmentsOutsideOfPixelDataGo() {
        Fragments stray = new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[2]));
        Attributes dataset = image();
        dataset.newSequence(Tag.ReferencedStudySequence).addItem().setFragments(stray);
        dataset.newSequence(0x00082218).addItem().setFragments(stray);
        dataset.setFragments(new Fragments(0x7F280010, VR.OB, new byte[0], List.of(new byte[2])));
        Attributes cleaned = cleaned(dataset);
        assertThat(cleaned.getSequence(0x00082218).getFirst().isEmpty()).isTrue();
        assertThat(cleaned.contains(0x7F280010)).isFalse();
        assertThat(cleaned.contains(Tag.PixelData)).isTrue();
    }

    @Test
    void objectsWhoseClassOrSyntaxIsNoUidAreRefused() {
        Attributes dataset = image().setString(Tag.SOPClassUID, VR.UI, "1.2.x");
        assertThatThrownBy(() -> written(with(), dataset, UID.ExplicitVRLittleEndian))
                .isInstanceOf(CannotDeidentify.class);
    }

    @Test
    void whatTheTableForgetsIsJudgedByItsKind() {
        Attributes dataset = image().setString(Tag.SOPInstanceUIDOfConcatenationSource, VR.UI, "1.2.3.4")
                .setString(Tag.CommentsOnTheScheduledProcedureStep, VR.LT, "Mrs. Smith")
                .setString(0x00142006, VR.PN, "Smith^John")
                .setString(0x00080416, VR.DT, "20240229");
        Attributes basic = cleaned(dataset.copy());
        assertThat(basic.getString(Tag.SOPInstanceUIDOfConcatenationSource)).isEqualTo(PSEUDONYMS.uid("1.2.3.4"));
        assertThat(basic.contains(Tag.CommentsOnTheScheduledProcedureStep)).isFalse();
        assertThat(basic.containsValue(0x00142006)).isFalse();
        assertThat(basic.containsValue(0x00080416)).isFalse();
        assertThat(basic.getString(Tag.SOPClassUID)).isEqualTo(UID.SecondaryCaptureImageStorage);
        Attributes retained = cleaned(
                dataset.copy(),
                ProfileOption.RETAIN_UIDS,
                ProfileOption.RETAIN_FULL_DATES,
                ProfileOption.CLEAN_DESCRIPTORS);
        assertThat(retained.getString(Tag.SOPInstanceUIDOfConcatenationSource)).isEqualTo("1.2.3.4");
        assertThat(retained.getString(0x00080416)).isEqualTo("20240229");
        assertThat(retained.getString(Tag.CommentsOnTheScheduledProcedureStep)).isEqualTo("Mrs. REMOVED");
    }

    @Test
    void contentOfReportsIsCleanedOrReplaced() {
        Attributes replaced = cleaned(report());
        assertThat(replaced.getSequence(Tag.ContentSequence)).hasSize(1);
        assertThat(replaced.getSequence(Tag.ContentSequence).getFirst().getString(Tag.TextValue))
                .isEqualTo("REMOVED");
        Attributes cleaned = cleaned(report(), ProfileOption.CLEAN_STRUCTURED_CONTENT);
        assertThat(cleaned.getSequence(Tag.ContentSequence))
                .extracting(item -> item.getString(Tag.TextValue))
                .containsExactly("Nodule of Mrs. REMOVED");
    }

    private static Attributes report() {
        Attributes report = image();
        var content = report.newSequence(Tag.ContentSequence);
        content.addItem().setString(Tag.TextValue, VR.UT, "Nodule of Mrs. Smith");
        content.addItem()
                .setString(Tag.ValueType, VR.CS, "NUM")
                .newSequence(Tag.ConceptNameCodeSequence)
                .add(Dummies.code("121033", "DCM", "Subject Age"));
        return report;
    }

    @ParameterizedTest
    @CsvSource({
        "MONOCHROME2, 1, 8, 0, 0, 00",
        "MONOCHROME1, 1, 8, 0, 0, FF",
        "MONOCHROME2, 1, 16, 1, 0, 0080",
        "MONOCHROME2, 1, 16, 0, 0, 0000",
        "RGB, 3, 8, 0, 0, 000000",
        "RGB, 3, 8, 0, 1, 00",
        "YBR_FULL, 3, 8, 0, 0, 008080",
    })
    void regionsOfEveryFrameAreBlack(String photometric, int samples, int bits, int signed, int planar, String black)
            throws Exception {
        int rows = 300;
        int columns = 200;
        int frames = 3;
        int frameBytes = rows * columns * samples * bits / 8;
        byte[] pixels = new byte[frames * frameBytes];
        Arrays.fill(pixels, (byte) 0x55);
        Attributes dataset = image(rows, columns, frames, bits)
                .setString(Tag.PhotometricInterpretation, VR.CS, photometric)
                .setInt(Tag.SamplesPerPixel, VR.US, samples)
                .setInt(Tag.PlanarConfiguration, VR.US, planar)
                .setInt(Tag.PixelRepresentation, VR.US, signed)
                .setBytes(Tag.PixelData, VR.OW, pixels.clone());
        Profile profile = Profile.BASIC.blackingOut(new PixelRegion(10, 20, 30, 40), new PixelRegion(190, 290, 50, 50));
        for (String syntax :
                List.of(UID.ExplicitVRLittleEndian, UID.ExplicitVRBigEndian, UID.DeflatedExplicitVRLittleEndian)) {
            byte[] output =
                    Objects.requireNonNull(written(new Deidentifier(profile, PSEUDONYMS), dataset.copy(), syntax)
                            .dataset()
                            .getBytes(Tag.PixelData));
            byte[] dark = HexFormat.of().parseHex(black);
            for (int i = 0; i < output.length; i++) {
                int line = i / (columns * dark.length);
                int row = line % rows;
                int column = i / dark.length % columns;
                boolean inside =
                        (column >= 10 && column < 40 && row >= 20 && row < 60) || (column >= 190 && row >= 290);
                byte expected = inside ? dark[i % dark.length] : 0x55;
                if (output[i] != expected) {
                    throw new AssertionError("%s byte %d, row %d, column %d".formatted(syntax, i, row, column));
                }
            }
        }
    }

    @Test
    void compressedPixelDataAreRefusedForRegionsAndPassOtherwise() throws Exception {
        byte[] fragment = new byte[100_000];
        Arrays.fill(fragment, (byte) 7);
        Attributes dataset = image(10, 10, 1, 8);
        dataset.remove(Tag.PixelData);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[4], List.of(fragment)));
        DicomFile passed = written(with(), dataset.copy(), UID.JPEGBaseline8Bit);
        assertThat(passed.dataset().get(Tag.PixelData)).isInstanceOfSatisfying(Fragments.class, pixels -> {
            assertThat(pixels.offsetTable()).hasSize(4);
            assertThat(pixels.fragments()).containsExactly(fragment);
        });
        Deidentifier region = new Deidentifier(Profile.BASIC.blackingOut(new PixelRegion(0, 0, 1, 1)), PSEUDONYMS);
        assertThatThrownBy(() -> written(region, dataset, UID.JPEGBaseline8Bit))
                .isInstanceOfSatisfying(
                        CannotDeidentify.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(CannotDeidentify.Reason.COMPRESSED_PIXEL_DATA));
    }

    @Test
    void regionsOutsideOfThePictureAndOddFormatsAreRefused() {
        Deidentifier outside = new Deidentifier(Profile.BASIC.blackingOut(new PixelRegion(10, 0, 1, 1)), PSEUDONYMS);
        assertThatThrownBy(() -> written(outside, image(10, 10, 1, 8), UID.ExplicitVRLittleEndian))
                .isInstanceOf(CannotDeidentify.class)
                .hasMessage("a region lies outside of 10 by 10 pixels");
        Deidentifier inside = new Deidentifier(Profile.BASIC.blackingOut(new PixelRegion(0, 0, 1, 1)), PSEUDONYMS);
        Attributes bits = image(8, 8, 1, 8).setInt(Tag.BitsAllocated, VR.US, 1);
        assertThatThrownBy(() -> written(inside, bits, UID.ExplicitVRLittleEndian))
                .isInstanceOf(CannotDeidentify.class);
    }

    @Test
    void overlaysWithinPixelCellsAreCleared() throws Exception {
        Attributes dataset = image(2, 2, 1, 16)
                .setInt(Tag.BitsStored, VR.US, 12)
                .setInt(Tag.HighBit, VR.US, 11)
                .setInt(Tag.OverlayBitPosition, VR.US, 15)
                .setShorts(Tag.PixelData, VR.OW, new short[] {(short) 0x8ABC, 0x0123, (short) 0x8FFF, 0x7000});
        Attributes output = written(with(), dataset, UID.ExplicitVRLittleEndian).dataset();
        assertThat(output.getBytes(Tag.PixelData)).containsExactly(0xBC, 0x0A, 0x23, 0x01, 0xFF, 0x0F, 0x00, 0x70);
    }

    @Test
    void directoriesAndObjectsWithoutInstanceAreRefused() {
        Attributes directory = image().setString(Tag.SOPClassUID, VR.UI, UID.MediaStorageDirectoryStorage);
        assertThatThrownBy(() -> written(with(), directory, UID.ExplicitVRLittleEndian))
                .isInstanceOf(CannotDeidentify.class);
        Attributes nameless = image();
        nameless.remove(Tag.SOPInstanceUID);
        assertThatThrownBy(() -> written(with(), nameless, UID.ExplicitVRLittleEndian))
                .isInstanceOf(CannotDeidentify.class);
    }

    @Test
    void picturesStayAsTheyAre() throws Exception {
        DicomFile output = written(with(), image(), UID.ExplicitVRLittleEndian);
        assertThat(FrameSource.of(output).decode(0)).isNotNull();
        assertThat(output.dataset().getBytes(Tag.PixelData)).isEqualTo(image().getBytes(Tag.PixelData));
        assertThat(output.warnings()).isEmpty();
    }

    private static Attributes image() {
        return image(4, 4, 1, 8);
    }

    private static Attributes image(int rows, int columns, int frames, int bits) {
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.4")
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3")
                .setString(Tag.StudyDate, VR.DA, "20240229")
                .setString(Tag.StudyTime, VR.TM, "101112")
                .setString(Tag.PatientName, VR.PN, "Smith^Erna^^Mrs.")
                .setString(Tag.PatientID, VR.LO, "4711")
                .setString(Tag.PatientBirthDate, VR.DA, "19500303")
                .setString(Tag.PatientSex, VR.CS, "F")
                .setString(Tag.StationName, VR.SH, "CT1")
                .setString(Tag.InstitutionName, VR.LO, "St. Mary")
                .setString(Tag.StudyDescription, VR.LO, "CT head")
                .setString(0x00190010, VR.LO, "SIEMENS MR HEADER")
                .setString(0x0019100C, VR.IS, "1000")
                .setString(0x0019100B, VR.DS, "5")
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.NumberOfFrames, VR.IS, frames)
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.BitsAllocated, VR.US, bits)
                .setInt(Tag.BitsStored, VR.US, bits)
                .setInt(Tag.HighBit, VR.US, bits - 1)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setBytes(Tag.PixelData, VR.OW, new byte[rows * columns * frames * bits / 8]);
    }

    private static DicomFile written(Deidentifier deidentifier, Attributes dataset, String syntax) throws Exception {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        DicomFile.write(in, FileMetaInformation.of(dataset, syntax), dataset);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deidentifier.deidentify(new ByteArrayInputStream(in.toByteArray()), out);
        return DicomFile.read(new ByteArrayInputStream(out.toByteArray()));
    }
}
