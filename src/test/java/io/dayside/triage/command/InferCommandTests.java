package io.dayside.triage.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.triage.TrainingImages;
import io.dayside.triage.model.ModelShelf;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InferCommandTests {

    private static final TrainingImages IMAGES =
            ServiceLoader.load(TrainingImages.class).findFirst().orElseThrow();

    private record Run(int exit, List<String> lines, String err) {}

    private static Run infer(Path folder, String model, Path out) throws IOException {
        var err = new StringWriter();
        var command = new CommandLine(new InferCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        int exit = command.execute(folder.toString(), "--model", model, "--out", out.toString());
        return new Run(exit, Files.exists(out) ? Files.readAllLines(out) : List.of(), err.toString());
    }

    @Test
    void picturesAndDicomFilesAreAssessedAndGarbageIsNamed(@TempDir Path folder) throws IOException {
        BufferedImage film = film();
        ImageIO.write(film, "png", folder.resolve("film.png").toFile());
        ImageIO.write(film, "jpg", folder.resolve("film.jpg").toFile());
        Files.createDirectory(folder.resolve("sub"));
        writeDicom(folder.resolve("sub").resolve("film, one.dcm"));
        Files.writeString(folder.resolve("garbage.png"), "this is no picture");
        Files.writeString(folder.resolve("notes.txt"), "nor is this");

        Run run = infer(folder, ModelShelf.CHEST_FILM, folder.resolve("results.csv"));

        assertThat(run.exit()).isZero();
        assertThat(run.lines().getFirst()).startsWith("file,label,probability,");
        assertThat(run.lines()).hasSize(6);
        assertThat(run.lines()).anyMatch(line -> line.matches("film[.]png,.*chest film,[01][.][0-9]+,.*"));
        assertThat(run.lines()).anyMatch(line -> line.matches("film[.]jpg,.*chest film,[01][.][0-9]+,.*"));
        assertThat(run.lines()).anyMatch(line -> line.matches("\"sub/film, one[.]dcm\",.*chest film,[01][.][0-9]+,.*"));
        assertThat(run.lines()).anyMatch(line -> line.startsWith("garbage.png,error: "));
        assertThat(run.err()).contains("garbage.png").contains("notes.txt");
    }

    @Test
    void theSameFolderGivesTheSameResults(@TempDir Path folder, @TempDir Path out) throws IOException {
        ImageIO.write(film(), "png", folder.resolve("film.png").toFile());

        Run once = infer(folder, ModelShelf.CHEST_FILM, out.resolve("1.csv"));
        Run again = infer(folder, ModelShelf.CHEST_FILM, out.resolve("2.csv"));

        assertThat(again.lines()).isEqualTo(once.lines());
    }

    @Test
    void aPictureThatIsNoChestFilmIsNotAssessed(@TempDir Path folder) throws IOException {
        var noise = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 200 * 200; i++) {
            noise.getRaster().setSample(i % 200, i / 200, 0, (i * 7919 + i / 200 * 104729) % 256);
        }
        ImageIO.write(noise, "png", folder.resolve("noise.png").toFile());

        Run run = infer(folder, ModelShelf.CHEST_FILM, folder.resolve("results.csv"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines()).anyMatch(line -> line.startsWith("noise.png,not assessed: does not look like"));
    }

    @Test
    void anUnknownModelIsRefused(@TempDir Path folder) throws IOException {
        Run run = infer(folder, "no-such-model", folder.resolve("results.csv"));

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains(ModelShelf.NAMES);
    }

    private static BufferedImage film() {
        var film = IMAGES.chest(77, true);
        var picture = new BufferedImage(film.columns(), film.rows(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < film.values().length; i++) {
            picture.getRaster().setSample(i % film.columns(), i / film.columns(), 0, film.values()[i] >> 4);
        }
        return picture;
    }

    private static void writeDicom(Path file) throws IOException {
        var film = IMAGES.chest(78, false);
        Attributes object = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.DigitalXRayImageStorageForPresentation)
                .setString(Tag.SOPInstanceUID, VR.UI, "2.25.78")
                .setString(Tag.Modality, VR.CS, "DX")
                .setInt(Tag.Rows, VR.US, film.rows())
                .setInt(Tag.Columns, VR.US, film.columns())
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 12)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setShorts(Tag.PixelData, VR.OW, film.values());
        DicomFile.write(file, FileMetaInformation.of(object, UID.ExplicitVRLittleEndian), object);
    }
}
