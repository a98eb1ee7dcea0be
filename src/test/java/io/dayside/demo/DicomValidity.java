package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.UID;
import java.io.IOException;
import java.nio.file.Path;

/** What two independent programs say of an object. */
final class DicomValidity {

    private DicomValidity() {}

    /** dicom3tools' dciodvfy names no error and DCMTK's dcmdump reads it; skipped where they are not installed. */
    static void assertAccepted(Attributes object, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("object.dcm");
        DicomFile.write(file, FileMetaInformation.of(object, UID.ExplicitVRLittleEndian), object);

        assertThat(Dcmtk.run("dciodvfy", file.toString()).output()).doesNotContain("Error");
        assertThat(Dcmtk.run("dcmdump", "+E", file.toString()).exitCode()).isZero();
    }
}
