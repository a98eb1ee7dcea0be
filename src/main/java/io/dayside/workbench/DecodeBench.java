package io.dayside.workbench;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.Samples;
import io.dayside.dicom.frame.codec.Picture;
import io.dayside.dicom.frame.jpegls.JpegLsEncoder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Frames in ms per megapixel. The rivals are programs: from each run is taken what the same program, or dcmconv, needs
 * to read and write the picture uncompressed.
 */
final class DecodeBench {

    static final int SIDE = 2048;

    private static final int WARM_UPS = 8;
    private static final int ROUNDS = 5;
    private static final double MEGAPIXELS = SIDE * SIDE / 1e6;

    /** How a picture gets compressed, and by whom it is decompressed and, for comparison, merely copied. */
    private record Codec(String label, int bits, List<String> compress, List<String> decompress, List<String> copy) {

        private boolean isMeasurable() {
            return Rival.isInstalled(compress.getFirst()) && Rival.isInstalled(decompress.getFirst());
        }
    }

    private static final List<String> DCMTK_COPY = List.of("dcmconv");
    private static final List<String> GDCM = List.of("gdcmconv", "--raw");

    private static final List<Codec> CODECS = List.of(
            new Codec("RLE, 16 bits", 16, List.of("dcmcrle"), List.of("dcmdrle"), DCMTK_COPY),
            new Codec("JPEG baseline, 8 bits", 8, List.of("dcmcjpeg", "+eb"), List.of("dcmdjpeg"), DCMTK_COPY),
            new Codec("JPEG extended, 12 bits", 12, List.of("dcmcjpeg", "+ee"), List.of("dcmdjpeg"), DCMTK_COPY),
            new Codec("JPEG lossless, 16 bits", 16, List.of("dcmcjpeg", "+e1"), List.of("dcmdjpeg"), DCMTK_COPY),
            new Codec("JPEG-LS, 8 bits", 8, List.of("dcmcjpls"), List.of("dcmdjpls"), DCMTK_COPY),
            new Codec("JPEG-LS, 16 bits", 16, List.of("dcmcjpls"), List.of("dcmdjpls"), DCMTK_COPY),
            new Codec("JPEG-LS, 16 bits", 16, List.of("dcmcjpls"), GDCM, GDCM),
            new Codec("JPEG 2000 lossless, 16 bits", 16, List.of("gdcmconv", "--j2k"), GDCM, GDCM));

    private DecodeBench() {}

    static void print(Path folder, PrintWriter out) throws Exception {
        for (Codec codec : CODECS) {
            if (codec.isMeasurable()) {
                print(codec, folder, out);
            }
        }
        printEncoding(folder, out);
    }

    private static void print(Codec codec, Path folder, PrintWriter out) throws Exception {
        Path raw = BenchObjects.write(folder.resolve("raw"), BenchObjects.picture(SIDE, codec.bits()));
        Path compressed = folder.resolve("compressed");
        Path target = folder.resolve("target");
        Rival.seconds(files(codec.compress(), raw, compressed));
        if (!Files.exists(compressed)) {
            return;
        }
        double with = Rival.seconds(files(codec.decompress(), compressed, target), ROUNDS);
        double without = Rival.seconds(files(codec.copy(), raw, target), ROUNDS);
        double rival = (with - without) * 1000 / MEGAPIXELS;
        String what = codec.decompress().getFirst();
        double ours = oursMs(compressed);
        row(out, "decode " + codec.label(), ours, what, rival);
        Files.delete(compressed);
    }

    private static void row(PrintWriter out, String what, double ours, String program, double rival) {
        out.printf("| %s | Dayside | %s | |%n", what, ms(ours));
        out.printf("| %s | `%s` | %s | %s |%n", what, program, ms(rival), Medians.share(ours, rival));
        out.flush();
    }

    private static void printEncoding(Path folder, PrintWriter out) throws Exception {
        if (!Rival.isInstalled("dcmcjpls")) {
            return;
        }
        Path raw = BenchObjects.write(folder.resolve("raw"), BenchObjects.picture(SIDE, Short.SIZE));
        Path target = folder.resolve("target");
        double with = Rival.seconds(files(List.of("dcmcjpls"), raw, target), ROUNDS);
        double without = Rival.seconds(files(DCMTK_COPY, raw, target), ROUNDS);
        Samples.Shorts samples =
                (Samples.Shorts) FrameSource.of(DicomFile.read(raw)).decode(0);
        Picture picture = new Picture(SIDE, SIDE, 1, Short.SIZE, samples.values());
        double ours = Medians.seconds(WARM_UPS, ROUNDS, () -> JpegLsEncoder.encode(picture)) * 1000 / MEGAPIXELS;
        row(out, "encode JPEG-LS, 16 bits", ours, "dcmcjpls", (with - without) * 1000 / MEGAPIXELS);
    }

    private static String ms(double value) {
        return Double.isNaN(value) ? "no decoder" : "%.1f ms/MP".formatted(value);
    }

    private static double oursMs(Path compressed) throws Exception {
        FrameSource frames = FrameSource.of(DicomFile.read(compressed));
        try {
            frames.decode(0);
        } catch (CannotDecode _) {
            return Double.NaN;
        }
        return Medians.seconds(WARM_UPS, ROUNDS, () -> frames.decode(0)) * 1000 / MEGAPIXELS;
    }

    private static List<String> files(List<String> command, Path from, Path to) {
        return Stream.concat(command.stream(), Stream.of(from.toString(), to.toString()))
                .toList();
    }
}
