package io.dayside.dicom.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.UID;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Programs that nobody here wrote, and our own reader; tests are skipped where the programs are not installed. */
final class Judges {

    /** What dsrdump says of every report in UTF-8 and of every key object selection. */
    private static final Pattern NOT_CHECKED_BY_DSRDUMP =
            Pattern.compile("W: (The VR checker does not support|Check for template constraints not yet).*");

    private Judges() {}

    /** The object as it is read again. */
    static DicomFile written(Attributes object, Path folder) throws Exception {
        Path file = folder.resolve("object.dcm");
        DicomFile.write(file, FileMetaInformation.of(object, UID.ExplicitVRLittleEndian), object);
        DicomFile read = DicomFile.read(file);
        assertThat(read.warnings()).isEmpty();
        return read;
    }

    /** No word of error by dciodvfy. */
    static DicomFile valid(Attributes object, Path folder) throws Exception {
        DicomFile read = written(object, folder);
        String verdict =
                Dcmtk.run("dciodvfy", folder.resolve("object.dcm").toString()).output();
        assertThat(verdict.lines().filter(line -> line.startsWith("Error"))).isEmpty();
        assertThat(verdict).doesNotContain("Unrecognized", "Information Object Not found");
        return read;
    }

    /** What dsrdump prints of a report, without a word of complaint. */
    static String dumped(Attributes report, Path folder) throws Exception {
        valid(report, folder);
        Dcmtk.Result dump =
                Dcmtk.run("dsrdump", "+Pc", "+U8", folder.resolve("object.dcm").toString());
        assertThat(dump.exitCode()).as(dump.output()).isZero();
        String text = new String(dump.output().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThat(NOT_CHECKED_BY_DSRDUMP.matcher(text).replaceAll("")).doesNotContain("E: ", "W: ");
        return text;
    }
}
