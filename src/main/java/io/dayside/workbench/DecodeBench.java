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
 * Frames in ms of processor time per megapixel, in memory. The rivals are programs that write nowhere: from each run is
 * taken what dcmconv, or gdcmconv, needs to start and to read and pass on the same file as it is.
 */
final class DecodeBench {

    private static final int SIDE = 2048;

    private static final int FRAMES = 3;
    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 9;

    /** Alone, before the turns, until the compiler has done its part. */
    private static final int COMPILED_AFTER = 8;

    private static final double MEGAPIXELS = FRAMES * SIDE * SIDE / 1e6;

    /** How a picture gets compressed, and by whom it is decompressed and, for comparison, merely copied. */
    private record Codec(String label, int bits, List<String> compress, List<String> decompress, List<String> copy) {

        private boolean isMeasurable() {
            return Rival.isInstalled(compress.getFirst()) && Rival.isInstalled(decompress.getFirst());
        }
    }

    private static final List<String> DCMTK_COPY = List.of("dcmconv");
    private static final List<String> GDCM = List.of("gdcmconv", "--raw");
    private static final List<String> GDCM_COPY = List.of("gdcmconv");
    private static final Path NOWHERE = Path.of("/dev/null");

    private static final List<Codec> CODECS = List.of(
            new Codec("RLE, 16 bits", 16, List.of("dcmcrle"), List.of("dcmdrle"), DCMTK_COPY),
            new Codec("JPEG baseline, 8 bits", 8, List.of("dcmcjpeg", "+eb"), List.of("dcmdjpeg"), DCMTK_COPY),
            new Codec("JPEG extended, 12 bits", 12, List.of("dcmcjpeg", "+ee"), List.of("dcmdjpeg"), DCMTK_COPY),
            new Codec("JPEG lossless, 16 bits", 16, List.of("dcmcjpeg", "+e1"), List.of("dcmdjpeg"), DCMTK_COPY),
            new Codec("JPEG-LS, 8 bits", 8, List.of("dcmcjpls"), List.of("dcmdjpls"), DCMTK_COPY),
            new Codec("JPEG-LS, 16 bits", 16, List.of("dcmcjpls"), List.of("dcmdjpls"), DCMTK_COPY),
            new Codec("JPEG-LS, 16 bits", 16, List.of("dcmcjpls"), GDCM, GDCM_COPY),
            new Codec("JPEG 2000 lossless, 16 bits", 16, List.of("gdcmconv", "--j2k"), GDCM, GDCM_COPY));

    private DecodeBench() {}

    static void print(Path folder, PrintWriter out) throws Exception {
        out.printf(
                "| | frames of %d x %d, processor time; of the programs without start and reading, writing to %s | | |%n",
                SIDE, SIDE, NOWHERE);
        for (Codec codec : CODECS) {
            if (codec.isMeasurable()) {
                print(codec, folder, out);
            }
        }
        printEncoding(folder, out);
    }

    private static void print(Codec codec, Path folder, PrintWriter out) throws Exception {
        Path raw = BenchObjects.write(folder.resolve("raw"), BenchObjects.picture(SIDE, codec.bits(), FRAMES));
        Path compressed = folder.resolve("compressed");
        Rival.run(files(codec.compress(), raw, compressed));
        if (!Files.exists(compressed)) {
            return;
        }
        FrameSource frames = FrameSource.of(DicomFile.read(compressed));
        double[] seconds = inTurns(
                () -> decodeAll(frames),
                files(codec.decompress(), compressed, NOWHERE),
                files(codec.copy(), compressed, NOWHERE));
        row(out, "decode " + codec.label(), seconds[0], codec.decompress().getFirst(), seconds[1] - seconds[2]);
        Files.delete(compressed);
    }

    private static double[] inTurns(Medians.Work ours, List<String> rival, List<String> copy) throws Exception {
        for (int i = 0; i < COMPILED_AFTER; i++) {
            ours.run();
        }
        return Medians.timedInTurns(
                WARM_UPS,
                ROUNDS,
                List.of(() -> ProcessorTime.of(ours), () -> ProcessorTime.of(rival), () -> ProcessorTime.of(copy)));
    }

    private static void decodeAll(FrameSource frames) throws CannotDecode {
        for (int frame = 0; frame < frames.frames(); frame++) {
            frames.decode(frame);
        }
    }

    /** Both in seconds for all frames. */
    private static void row(PrintWriter out, String what, double ours, String program, double rival) {
        out.printf("| %s | Dayside | %.1f ms/MP | |%n", what, ours * 1000 / MEGAPIXELS);
        out.printf(
                "| %s | `%s` | %.1f ms/MP | %s |%n",
                what, program, rival * 1000 / MEGAPIXELS, Medians.share(ours, rival));
        out.flush();
    }

    private static void printEncoding(Path folder, PrintWriter out) throws Exception {
        if (!Rival.isInstalled("dcmcjpls")) {
            return;
        }
        Path raw = BenchObjects.write(folder.resolve("raw"), BenchObjects.picture(SIDE, Short.SIZE, FRAMES));
        FrameSource frames = FrameSource.of(DicomFile.read(raw));
        double[] seconds = inTurns(
                () -> encodeAll(frames), files(List.of("dcmcjpls"), raw, NOWHERE), files(DCMTK_COPY, raw, NOWHERE));
        row(out, "encode JPEG-LS, 16 bits", seconds[0], "dcmcjpls", seconds[1] - seconds[2]);
    }

    private static void encodeAll(FrameSource frames) throws CannotDecode {
        for (int frame = 0; frame < frames.frames(); frame++) {
            Samples.Shorts samples = (Samples.Shorts) frames.decode(frame);
            JpegLsEncoder.encode(new Picture(SIDE, SIDE, 1, Short.SIZE, samples.values()));
        }
    }

    private static List<String> files(List<String> command, Path from, Path to) {
        return Stream.concat(command.stream(), Stream.of(from.toString(), to.toString()))
                .toList();
    }
}
