package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeidentifyCommandTests {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeObject() throws Exception {
        Attributes dataset = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "2.25.7")
                .setString(Tag.StudyDate, VR.DA, "20260301")
                .setString(Tag.PatientName, VR.PN, "Secret^One")
                .setString(Tag.PatientID, VR.LO, "4711");
        DicomFile.write(folder.resolve("in.dcm"), FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        Files.writeString(folder.resolve("secret"), "sixteen bytes or more");
    }

    private int deidentify(String... options) {
        CommandLine command = new CommandLine(new DicomCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()));
        String[] all = new String[options.length + 5];
        all[0] = "deidentify";
        all[1] = folder.resolve("in.dcm").toString();
        all[2] = folder.resolve("out.dcm").toString();
        all[3] = "--secret";
        all[4] = folder.resolve("secret").toString();
        System.arraycopy(options, 0, all, 5, options.length);
        return command.execute(all);
    }

    @Test
    void writesAnObjectWithoutIdentity() throws Exception {
        assertThat(deidentify("--profile", "retain-modified-dates,clean-descriptors"))
                .isZero();
        Attributes output = DicomFile.read(folder.resolve("out.dcm")).dataset();
        assertThat(output.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
        assertThat(output.getString(Tag.PatientName)).doesNotContain("Secret");
        assertThat(output.getString(Tag.StudyDate)).isLessThan("20260301");
    }

    @Test
    void leavesNoFileWhereItFailsAndOverwritesNone() throws Exception {
        Files.writeString(folder.resolve("in.dcm"), "no object");
        assertThat(deidentify()).isNotZero();
        assertThat(folder.resolve("out.dcm")).doesNotExist();
        makeObject();
        Files.writeString(folder.resolve("out.dcm"), "mine");
        assertThat(deidentify()).isNotZero();
        assertThat(folder.resolve("out.dcm")).hasContent("mine");
    }

    @Test
    void refusesProfilesItDoesNotKnow() {
        assertThat(deidentify("--profile", "retain-everything")).isNotZero();
        assertThat(deidentify("--black-out", "1,2,3")).isNotZero();
        assertThat(folder.resolve("out.dcm")).doesNotExist();
    }

    @Test
    void whatIsMissingOrWrongIsSaidInOneLine() throws Exception {
        Path in = folder.resolve("in.dcm");
        Path secret = folder.resolve("secret");
        Path out = folder.resolve("out.dcm");
        Path gone = folder.resolve("gone");
        assertRefused(new Deidentification(gone, out, secret), List.of(), List.of(), "gone is not there");
        assertRefused(new Deidentification(in, out, gone), List.of(), List.of(), "gone is not there");
        assertRefused(new Deidentification(in, gone.resolve("out"), secret), List.of(), List.of(), "its folder is not");
        assertRefused(new Deidentification(in, secret, secret), List.of(), List.of(), "exists already");
        assertRefused(new Deidentification(in, out, secret), List.of("foo"), List.of(), "retain-modified-dates");
        assertRefused(new Deidentification(in, out, secret), List.of(), List.of("a,b"), "LEFT,TOP,COLUMNS,ROWS");
        assertThat(out).doesNotExist();
    }

    private static void assertRefused(
            Deidentification command, List<String> options, List<String> regions, String because) {
        assertThatThrownBy(() -> command.run(options, regions))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(because);
    }
}
