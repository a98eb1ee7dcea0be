package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
