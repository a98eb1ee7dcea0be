package io.dayside.dicom.deident;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Puts a mark of its own into each attribute of the table, at the top and nested, and looks for it in the output. */
class TableTests {

    private static final int ROWS = 657;

    /** A sequence that the table does not name, to nest attributes in. */
    private static final int NEST = 0x00082218;

    private final Deidentifier basic =
            new Deidentifier(Profile.BASIC, new Pseudonyms("a secret for tests".getBytes(StandardCharsets.UTF_8)));

    private record Row(String tag, String basic) {

        /** Of a repeating group the one named 02 and its data, of private elements one with a creator. */
        int anyTag() {
            return switch (tag) {
                case "private" -> 0x00091001;
                case "50xxxxxx" -> 0x50023000;
                default -> Integer.parseUnsignedInt(tag.replace("xx", "02"), 16);
            };
        }
    }

    private static List<Row> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(Deidentifier.class.getResourceAsStream("actions.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(fields -> new Row(fields[0], fields[2]))
                    .toList();
        }
    }

    @Test
    void tableIsWhole() throws Exception {
        assertThat(rows()).hasSize(ROWS);
        assertThat(rows().stream().map(Row::tag)).doesNotHaveDuplicates();
        assertThat(rows().stream().map(Row::basic))
                .allMatch(action -> action.matches("[XZDU]|X/[ZD]|Z/D|X/Z/D|X/Z/U\\*"));
        assertThat(rows().stream().filter(row -> row.basic().equals("U")))
                .hasSize(55)
                .allMatch(row -> ElementDictionary.vrOf(row.anyTag()) == VR.UI);
    }

    @Test
    void noMarkOfAnyRowIsLeft() throws Exception {
        Attributes dataset = instance();
        Attributes nested = dataset.newSequence(NEST).addItem();
        Map<String, Row> marks = new TreeMap<>();
        for (Row row : rows()) {
            if (Tag.group(row.anyTag()) >= 8) {
                mark(dataset, row, marks);
                mark(nested, row, marks);
            }
        }
        assertThat(marks).hasSizeGreaterThan(2 * (ROWS - 10));
        String before = bytes(dataset);
        assertThat(marks.keySet().stream().filter(mark -> !before.contains(mark)))
                .isEmpty();
        String after = deidentify(basic, dataset);
        assertThat(marks.keySet().stream()
                        .filter(after::contains)
                        .map(marks::get)
                        .toList())
                .isEmpty();
    }

    /** Sequences get a mark in an attribute that no rule removes but for the sequence around it. */
    private static void mark(Attributes dataset, Row row, Map<String, Row> marks) {
        int tag = row.anyTag();
        VR vr = ElementDictionary.vrOf(tag);
        if (Tag.isPrivate(tag)) {
            dataset.setString(0x00090010, VR.LO, "MAKER");
        }
        String mark = markOf(vr, marks.size() + 1);
        if (vr == VR.SQ) {
            markItem(dataset, row, mark);
        } else if (vr.isString()) {
            dataset.setString(tag, vr, mark);
        } else {
            dataset.setBytes(tag, vr, mark.getBytes(StandardCharsets.US_ASCII));
        }
        marks.put(mark, row);
    }

    private static void markItem(Attributes dataset, Row row, String mark) {
        int inside = row.basic().contains("U*") ? Tag.ReferencedSOPInstanceUID : Tag.PatientComments;
        VR vr = inside == Tag.PatientComments ? VR.LT : VR.UI;
        dataset.newSequence(row.anyTag()).addItem().setString(inside, vr, mark);
    }

    /** Eight bytes or a multiple, so that it fits every kind of number; made like a value where there is a form. */
    private static String markOf(VR vr, int number) {
        return switch (vr) {
            case DA -> "%08d".formatted(19_010_101 + number);
            case TM -> "1212%02d.%06d".formatted(number % 60, 424_200_000 % 1_000_000 + number);
            case DT -> "19120304050607.%06d".formatted(number);
            case UI -> "1.2.3.4242.%d.1".formatted(number);
            case DS, IS -> "4242%08d".formatted(number);
            case AS -> "%03dY".formatted(number % 1000);
            default -> "MARK%04d%s".formatted(number, vr.isString() ? "" : "MARKMARK");
        };
    }

    @Test
    void unknownAndPrivateElementsOfEveryKindGo() throws Exception {
        Attributes dataset = instance()
                .setString(0x00100FFF, VR.LO, "Kruppstadt")
                .setString(0x00290010, VR.LO, "Kruppstadt")
                .setBytes(0x00291001, VR.OB, "Kruppstadt".getBytes(StandardCharsets.US_ASCII))
                .setString(0x00090002, VR.LO, "Kruppstadt")
                .setString(0x50002500, VR.LO, "Kruppstadt")
                .setString(0x60001500, VR.LO, "Kruppstadt")
                .setBytes(0xFFFCFFFC, VR.OB, "Kruppstadt".getBytes(StandardCharsets.US_ASCII))
                .setBytes(0x00080000, VR.UL, new byte[4]);
        dataset.newSequence(0x00291002).addItem().setString(Tag.Manufacturer, VR.LO, "Kruppstadt");
        assertThat(deidentify(basic, dataset)).doesNotContain("Kruppstadt");
    }

    @ParameterizedTest
    @EnumSource(ProfileOption.class)
    void namesAndNumbersOfThePatientGoUnderEveryOption(ProfileOption option) throws Exception {
        Profile profile = option == ProfileOption.CLEAN_PIXEL_DATA
                ? Profile.BASIC.blackingOut(new PixelRegion(0, 0, 1, 1))
                : Profile.BASIC.with(option);
        Attributes dataset = instance()
                .setString(Tag.PatientName, VR.PN, "Kruppstadt^Erna")
                .setString(Tag.PatientID, VR.LO, "KRUPPSTADT-1")
                .setString(Tag.AccessionNumber, VR.SH, "KRUPPSTADT2")
                .setString(Tag.StudyDescription, VR.LO, "Head of Mrs. Krüppstadt, kruppstadt@example.org")
                .setString(Tag.PatientComments, VR.LT, "Seen: ERNA KRUPPSTADT");
        String output = deidentify(new Deidentifier(profile, new Pseudonyms(new byte[16])), dataset);
        assertThat(output).doesNotContainIgnoringCase("kruppstadt").doesNotContainIgnoringCase("erna");
    }

    private static Attributes instance() {
        return new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100")
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.4242");
    }

    private static String deidentify(Deidentifier deidentifier, Attributes dataset) throws Exception {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        DicomFile.write(in, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deidentifier.deidentify(new ByteArrayInputStream(in.toByteArray()), out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String bytes(Attributes dataset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.write(out, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
