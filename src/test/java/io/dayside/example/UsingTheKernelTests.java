package io.dayside.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.testing.CtSlice;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;

/** The example of docs/dicom.md runs as it stands there, on nothing but the kernel and what the page names. */
@Timeout(300)
class UsingTheKernelTests {

    private static final Path SOURCE = Path.of("src/test/java/io/dayside/example/UsingTheKernel.java");
    private static final Path PAGE = Path.of("docs/dicom.md");

    @TempDir
    private Path folder;

    @Test
    void pageQuotesTheExampleToTheLetter() throws Exception {
        assertThat(Files.readString(PAGE))
                .as("quote %s in %s", SOURCE, PAGE)
                .contains("```java\n" + Files.readString(SOURCE) + "```\n");
    }

    @Test
    void exampleRunsOnAJarOfTheKernelAlone() throws Exception {
        Attributes slice = CtSlice.ofNewStudy().dataset();
        Path image = folder.resolve("ct.dcm");
        DicomFile.write(image, FileMetaInformation.of(slice, UID.ExplicitVRLittleEndian), slice);

        String said = run("jar", "--create", "--file", jar(), "-C", placeOf(DicomFile.class), "io/dayside/dicom");
        assertThat(said).isEmpty();
        said = run("java", "-cp", classPath(), SOURCE.toString(), image.toString(), folder.toString());

        assertThat(said.lines())
                .containsExactly("C-ECHO 0000", "C-STORE 0000", "C-FIND " + slice.getString(Tag.StudyInstanceUID));
        Attributes changed = DicomFile.read(folder.resolve("changed.dcm")).dataset();
        Path received = folder.resolve(changed.getString(Tag.SOPInstanceUID) + ".dcm");
        assertThat(Files.readAllBytes(received)).isEqualTo(Files.readAllBytes(folder.resolve("changed.dcm")));
        assertThat(ImageIO.read(folder.resolve("frame.png").toFile()).getWidth())
                .isEqualTo(CtSlice.COLUMNS);
    }

    private String jar() {
        return folder.resolve("dayside-dicom.jar").toString();
    }

    private String classPath() throws URISyntaxException {
        return Stream.of(jar(), placeOf(JsonParser.class), placeOf(NullMarked.class))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** What a program of this JDK says on both streams; it must end well. */
    private static String run(String program, String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", program)
                                .toString()),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
