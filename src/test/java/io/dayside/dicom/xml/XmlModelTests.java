package io.dayside.dicom.xml;

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
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.model.DatasetDifferences;
import io.dayside.dicom.model.FailingInput;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.model.ModelLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class XmlModelTests {

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

    /** Binary values, whose words DCMTK 3.6 puts into base64 with the high byte first, are left out as references. */
    @Test
    void dcmtkWritesTheSame() throws Exception {
        Map<String, List<String>> differences = new TreeMap<>();
        for (String name : List.of(
                "pydicom/CT_small.dcm",
                "pydicom/MR_small_implicit.dcm",
                "pydicom/rtplan.dcm",
                "dcmqi/sr.dcm",
                "pydicom-data/emri_small.dcm")) {
            Dcmtk.Result theirs =
                    Dcmtk.run("dcm2xml", "-nat", SampleSet.file(name).toString());
            assertThat(theirs.exitCode()).as(name).isZero();
            Attributes dataset = DicomFile.read(SampleSet.file(name)).dataset();
            ModelDataset dcmtk = parse(theirs.output().getBytes(StandardCharsets.ISO_8859_1));
            dcmtk.bulkData().forEach(reference -> reference.around().remove(reference.tag()));
            dcmtk.bulkData().forEach(reference -> dataset.remove(reference.tag()));
            List<String> found = DatasetDifferences.ofMeaning(
                    dcmtk.attributes(), parse(write(dataset)).attributes());
            if (!found.isEmpty()) {
                differences.put(name, found);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void textThatXmlCannotHoldGoesAsBinary() throws Exception {
        Attributes dataset = new Attributes()
                .setString(Tag.PatientComments, VR.LT, "one\r\ntwo\rthree <&]]>\t")
                .setString(Tag.StudyDescription, VR.LO, "form\ffeed");
        String xml = new String(write(dataset), StandardCharsets.UTF_8);
        assertThat(xml).contains("&#13;", "<InlineBinary>" + "Zm9ybQxmZWVk" + "</InlineBinary>");
        assertThat(DatasetDifferences.between(dataset, parse(xml).attributes())).isEmpty();
    }

    @Test
    void privateElementsWithoutABlockGetOne() throws Exception {
        Attributes dataset = parse("""
                        <NativeDicomModel>
                          <DicomAttribute tag="00090010" vr="LO"><Value number="1">OTHER</Value></DicomAttribute>
                          <DicomAttribute tag="00090002" vr="SH" privateCreator="MINE"><Value number="2">b</Value></DicomAttribute>
                        </NativeDicomModel>""").attributes();
        assertThat(dataset.getString(0x00090011)).isEqualTo("MINE");
        assertThat(dataset.getStrings(0x00091102)).containsExactly("", "b");
    }

    @Test
    void privateBlocksKeepTheirNumbers() throws Exception {
        Attributes dataset =
                new Attributes().setString(0x00090020, VR.LO, "MINE").setString(0x00092002, VR.SH, "a");
        assertThat(DatasetDifferences.between(dataset, parse(write(dataset)).attributes()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<DicomAttribute tag='0010002' vr='LO'/> | BAD_TAG at start",
                "<DicomAttribute vr='LO'/> | BAD_TAG at start",
                "<DicomAttribute tag='00100020' vr='Kruppstadt'/> | BAD_VR at (0010,0020)",
                "<DicomAttribute tag='00100020' vr='LO'/><DicomAttribute tag='00100020' vr='LO'/> | DUPLICATE_TAG at"
                        + " (0010,0020)",
                "<DicomAttribute tag='00280010' vr='US'><Value>Kruppstadt</Value></DicomAttribute> | BAD_VALUE at"
                        + " (0028,0010)",
                "<DicomAttribute tag='00280010' vr='US'><Value number='0'>1</Value></DicomAttribute> | BAD_VALUE at"
                        + " (0028,0010)",
                "<DicomAttribute tag='00280010' vr='US'><Value number='9999999'>1</Value></DicomAttribute> | BAD_VALUE"
                        + " at (0028,0010)",
                "<DicomAttribute tag='00280010' vr='US'><InlineBinary>*</InlineBinary></DicomAttribute> | BAD_VALUE at"
                        + " (0028,0010)",
                "<DicomAttribute tag='00081140' vr='SQ'><Item>Kruppstadt</Item></DicomAttribute> | NOT_XML at"
                        + " (0008,1140)[1]",
                "<DicomAttribute tag='00100010' vr='PN'><Value>Kruppstadt</Value></DicomAttribute> | BAD_VALUE at"
                        + " (0010,0010)",
                "<DicomAttribute tag='00100020' vr='LO'><Value>&Kruppstadt;</Value></DicomAttribute> | NOT_XML at"
                        + " (0010,0020)",
                "<DicomAttribute tag='00100020' vr='LO'><Value><b>Kruppstadt</b></Value></DicomAttribute> | NOT_XML at"
                        + " (0010,0020)",
                "<Kruppstadt/> | NOT_XML at start",
            })
    void dcm18_brokenModelsSayWhereAndNoValue(String body, String message) {
        assertThatThrownBy(() -> parse("<NativeDicomModel>" + body + "</NativeDicomModel>"))
                .isInstanceOf(MalformedDataset.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("Kruppstadt")
                .hasNoCause();
    }

    @Test
    void hlf05_nothingOutsideOfTheDocumentIsFetched(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "Kruppstadt");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(300);
            String url = "http://localhost:" + listener.getLocalPort() + "/x.dtd";
            for (String prolog : List.of(
                    "<!DOCTYPE NativeDicomModel SYSTEM '" + url + "'>",
                    "<!DOCTYPE NativeDicomModel PUBLIC 'x' '" + url + "'>",
                    "<!DOCTYPE NativeDicomModel [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>",
                    "<!DOCTYPE NativeDicomModel [<!ENTITY % e SYSTEM '" + url + "'> %e;]>")) {
                assertThatThrownBy(() -> parse(prolog + "<NativeDicomModel><DicomAttribute tag='00100020' vr='LO'>"
                                + "<Value number='1'>&e;</Value></DicomAttribute></NativeDicomModel>"))
                        .isInstanceOf(MalformedDataset.class)
                        .hasMessageStartingWith("NOT_XML at start");
            }
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void hlf05_stylesheetsAndInclusionsAreNotFollowed(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "Kruppstadt");
        assertThat(parse("<?xml-stylesheet href='" + secret.toUri() + "'?><NativeDicomModel/>")
                        .attributes()
                        .isEmpty())
                .isTrue();
        assertThatThrownBy(() -> parse("<NativeDicomModel><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='"
                        + secret.toUri() + "' parse='text'/></NativeDicomModel>"))
                .hasMessageStartingWith("NOT_XML at start");
    }

    @Test
    @Timeout(60)
    void hlf05_entityBombsAreRefusedAtTheirDeclaration() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'Kruppstadt'>");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
        }
        bomb.append("]><NativeDicomModel>&e29;</NativeDicomModel>");
        assertThatThrownBy(() -> parse(bomb.toString())).hasMessageStartingWith("NOT_XML at start");
    }

    @Test
    void dcm08_itemsNestedTenThousandDeepAreRefused() {
        assertThatThrownBy(() ->
                        parse("<NativeDicomModel>" + "<DicomAttribute tag='00081140' vr='SQ'><Item>".repeat(10_000)))
                .hasMessageStartingWith("TOO_DEEP at (0008,1140)[1]");
    }

    @Test
    void aStreamThatFailsIsNoFaultOfTheDocument() {
        assertThatThrownBy(() -> XmlReader.read(FailingInput.after("<NativeDicomModel>")))
                .isInstanceOf(IOException.class)
                .hasMessage(FailingInput.MESSAGE);
    }

    @Test
    void bytesThatAreNoUtf8AreNoXml() {
        byte[] broken = "<NativeDicomModel><?\u00BE?></NativeDicomModel>".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> parse(broken)).hasMessageStartingWith("NOT_XML at start");
    }

    /** Of the first bytes and of later ones; the JDK's parser would print what it finds. */
    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void bytesOfAnotherEncodingAreRefusedWithoutAWordOnTheErrorStream() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            String much = "<DicomAttribute tag='00100020' vr='LO'><Value>" + "x".repeat(60_000);
            for (String document : List.of(
                    "\u00FF",
                    "<NativeDicomModel>\u00FF",
                    "<?xml version='1.0' encoding='US-ASCII'?><NativeDicomModel>\u00FF",
                    "<?xml version='1.0' encoding='KLINGON'?><NativeDicomModel/>",
                    "<?xml version='1.1'?><NativeDicomModel>\u00FF",
                    "<NativeDicomModel>" + much + "\u00FF")) {
                assertThatThrownBy(() -> parse(document.getBytes(StandardCharsets.ISO_8859_1)))
                        .isInstanceOf(MalformedDataset.class)
                        .hasMessageStartingWith("NOT_XML");
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252", "x-UTF-16LE-BOM"})
    void documentIsReadInItsEncoding(String encoding) throws Exception {
        for (String declaration :
                List.of("<?xml version='1.0' encoding='%s'?>", "<?xml version=\"1.0\"  encoding = \"%s\" ?>")) {
            String document = declaration.formatted(encoding.startsWith("x-") ? "UTF-16" : encoding)
                    + "<NativeDicomModel><DicomAttribute tag='00080005' vr='CS'><Value number='1'>ISO_IR 192</Value>"
                    + "</DicomAttribute><DicomAttribute tag='00100020' vr='LO'><Value number='1'>\u00E9</Value>"
                    + "</DicomAttribute></NativeDicomModel>";
            assertThat(parse(document.getBytes(encoding)).attributes().getString(Tag.PatientID))
                    .isEqualTo("\u00E9");
        }
    }

    @Test
    void byteOrderMarkOfUtf8IsPassedOver() throws Exception {
        assertThat(parse("\uFEFF<NativeDicomModel/>").attributes().isEmpty()).isTrue();
    }

    @Test
    void documentThatIsTooLongIsRefusedFromItsFirstBytesOn() {
        ModelLimits tiny = new ModelLimits(10, 10, 10, 10, 20);
        InputStream document =
                new ByteArrayInputStream("<NativeDicomModel></NativeDicomModel>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> XmlReader.read(document, tiny, null)).hasMessageStartingWith("VALUE_TOO_LARGE");
    }

    @Test
    void valuesLeftOutCountAsElements() {
        String gap = "<DicomAttribute tag='00%02X0010' vr='LO'><Value number='900000'>a</Value></DicomAttribute>";
        assertThatThrownBy(() ->
                        parse("<NativeDicomModel>" + gap.formatted(8) + gap.formatted(0x10) + "</NativeDicomModel>"))
                .hasMessageStartingWith("TOO_MANY_ELEMENTS at (0010,0010)");
    }

    private static ModelDataset parse(String xml) throws IOException, MalformedDataset {
        return parse(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static ModelDataset parse(byte[] xml) throws IOException, MalformedDataset {
        return XmlReader.read(new ByteArrayInputStream(xml));
    }

    private static byte[] write(Attributes dataset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        XmlWriter.write(out, dataset, FRAGMENTS_ELSEWHERE);
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
