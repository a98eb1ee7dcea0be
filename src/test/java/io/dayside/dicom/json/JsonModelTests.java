package io.dayside.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.SampleSet.Sample;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.model.BulkDataReference;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.model.DatasetDifferences;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.model.ModelLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonModelTests {

    private static final BulkDataUris FRAGMENTS_ELSEWHERE =
            (path, element) -> element instanceof Fragments ? "urn:pixels:" + path : null;

    @Test
    void samplesComeBackElementByElement() throws Exception {
        Map<String, List<String>> differences = new TreeMap<>();
        int read = 0;
        for (Sample sample : SampleSet.all()) {
            Attributes dataset = readOrNull(sample);
            if (dataset == null) {
                continue;
            }
            read++;
            List<String> found =
                    DatasetDifferences.between(dataset, parse(write(dataset)).attributes());
            if (!found.isEmpty()) {
                differences.put(sample.name(), found);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(read).isGreaterThan(100);
    }

    /** DCMTK writes numbers of strings as strings, keeps group lengths out, and refuses encapsulated pixel data. */
    @Test
    void dcmtkWritesTheSame() throws Exception {
        Map<String, List<String>> differences = new TreeMap<>();
        int judged = 0;
        for (String name : List.of(
                "pydicom/CT_small.dcm",
                "pydicom/MR_small_implicit.dcm",
                "pydicom/rtplan.dcm",
                "dcmqi/sr.dcm",
                "dcmqi/seg.dcm",
                "dcmqi/rwvm.dcm",
                "pydicom-data/emri_small.dcm")) {
            Dcmtk.Result theirs = Dcmtk.run("dcm2json", SampleSet.file(name).toString());
            assertThat(theirs.exitCode()).as(name).isZero();
            Attributes dataset = DicomFile.read(SampleSet.file(name)).dataset();
            List<String> found = DatasetDifferences.ofMeaning(
                    parse(theirs.output().getBytes(StandardCharsets.ISO_8859_1)).attributes(),
                    parse(write(dataset)).attributes());
            if (!found.isEmpty()) {
                differences.put(name, found);
            }
            judged++;
        }
        assertThat(differences).isEmpty();
        assertThat(judged).isEqualTo(7);
    }

    @Test
    void numbersKeepTheirDigits() throws Exception {
        Attributes dataset = new Attributes()
                .setString(Tag.PixelSpacing, VR.DS, "0.10", "1E-05")
                .setString(Tag.WindowCenter, VR.DS, "+40", ".5", "")
                .setString(Tag.InstanceNumber, VR.IS, "007")
                .setLong(0x00720082, VR.SV, Long.MIN_VALUE, 5)
                .setLong(0x00720083, VR.UV, -1)
                .setDouble(0x00720074, VR.FD, 0.1, Double.NaN, Double.NEGATIVE_INFINITY)
                .setInt(Tag.FrameIncrementPointer, VR.AT, 0x00181063);
        String json = new String(write(dataset), StandardCharsets.UTF_8);
        assertThat(json)
                .contains("[0.10,1E-05]", "[\"+40\",\".5\",null]", "[\"007\"]", "[\"-9223372036854775808\",5]")
                .contains("[\"18446744073709551615\"]", "[0.1,\"NaN\",\"-inf\"]", "[\"00181063\"]");
        assertThat(DatasetDifferences.between(dataset, parse(json).attributes()))
                .isEmpty();
    }

    @Test
    void namesHaveGroups() throws Exception {
        Attributes dataset = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO 2022 IR 6", "ISO 2022 IR 87")
                .setString(Tag.PatientName, VR.PN, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .setString(Tag.OperatorsName, VR.PN, "", "=山田");
        String json = new String(write(dataset), StandardCharsets.UTF_8);
        assertThat(json)
                .contains("\"Alphabetic\":\"Yamada^Tarou\",\"Ideographic\":\"山田^太郎\",\"Phonetic\":\"やまだ^たろう\"")
                .contains("[null,{\"Ideographic\":\"山田\"}]")
                .contains("\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]}");
        Attributes back = parse(json).attributes();
        assertThat(DatasetDifferences.between(dataset, back)).isEmpty();
        assertThat(back.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(back.getBytes(Tag.PatientName))
                .asString(StandardCharsets.UTF_8)
                .contains("山田");
    }

    @Test
    void keysComeInAnyOrder() throws Exception {
        Attributes dataset = parse(
                        "{\"00081140\":{\"Value\":[{\"00081155\":{\"Value\":[\"1.2\"],\"vr\":\"UI\"}},{}],\"vr\":\"SQ\"},"
                                + "\"00100010\":{\"Value\":[{}],\"vr\":\"PN\"},\"00280010\":{\"Value\":[512]}}")
                .attributes();
        assertThat(dataset.getSequence(0x00081140)).hasSize(2);
        assertThat(dataset.getSequence(0x00081140).getFirst().getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo("1.2");
        assertThat(dataset.containsValue(Tag.PatientName)).isFalse();
        assertThat(dataset.getInt(Tag.Rows, 0)).isEqualTo(512);
    }

    @Test
    void bulkDataAreKeptAsReferencesOrFetched() throws Exception {
        Attributes dataset = new Attributes().setBytes(Tag.PixelData, VR.OW, new byte[] {1, 2});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter.write(out, dataset, (path, _) -> "http://pacs/" + path);
        ModelDataset kept = parse(out.toByteArray());
        assertThat(kept.bulkData())
                .extracting(BulkDataReference::tag, BulkDataReference::uri)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Tag.PixelData, "http://pacs/(7FE0,0010)"));
        assertThat(kept.attributes().getVR(Tag.PixelData)).isEqualTo(VR.OW);
        Attributes fetched = JsonReader.read(
                        new ByteArrayInputStream(out.toByteArray()),
                        ModelLimits.DEFAULT,
                        (reference, _) -> reference.uri().getBytes(StandardCharsets.US_ASCII))
                .attributes();
        assertThat(fetched.getBytes(Tag.PixelData))
                .asString(StandardCharsets.US_ASCII)
                .startsWith("http://pacs/");
    }

    @Test
    void encapsulatedPixelDataHaveNoInlineForm() {
        Attributes dataset =
                new Attributes().setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[2])));
        assertThatThrownBy(() -> JsonWriter.write(new ByteArrayOutputStream(), dataset, BulkDataUris.NONE))
                .hasMessage("encapsulated pixel data need an URI, at (7FE0,0010)");
    }

    @Test
    void arraysAreReadOneByOne() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter array = JsonWriter.array(out, BulkDataUris.NONE)) {
            array.add(new Attributes().setInt(Tag.Rows, VR.US, 1)).add(new Attributes().setInt(Tag.Rows, VR.US, 2));
        }
        List<Integer> rows = new ArrayList<>();
        JsonReader.readAll(
                new ByteArrayInputStream(out.toByteArray()),
                ModelLimits.DEFAULT,
                null,
                each -> rows.add(each.attributes().getInt(Tag.Rows, 0)));
        assertThat(rows).containsExactly(1, 2);
    }

    static ModelDataset parse(String json) throws IOException, MalformedDataset {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    static ModelDataset parse(byte[] json) throws IOException, MalformedDataset {
        return JsonReader.read(new ByteArrayInputStream(json));
    }

    private static byte[] write(Attributes dataset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter.write(out, dataset, FRAGMENTS_ELSEWHERE);
        return out.toByteArray();
    }

    private static @Nullable Attributes readOrNull(Sample sample) throws IOException {
        try {
            return DicomFile.read(sample.file()).dataset();
        } catch (MalformedDataset _) {
            return null;
        }
    }
}
