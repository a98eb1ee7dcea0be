package io.dayside.workbench;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.Samples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Our samples against those of DCMTK and GDCM.
 *
 * @param equal whether nothing differs that must not: lossy pictures may, by rounding
 */
record PeerComparison(boolean equal, String text) {

    static final PeerComparison NOT_ASKED = new PeerComparison(true, "");

    private static final String EQUAL = "equal to ";
    private static final long TOOL_SECONDS = 20;

    /** Largest difference between two right decoders of lossy JPEG: DCT and colour conversion round. */
    private static final int LOSSY_TOLERANCE = 4;

    private enum Peer {
        DCMDJPEG,
        DCMDJPLS,
        DCMDRLE,
        GDCMCONV;

        String program() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Arguments that make an uncompressed file. */
        List<String> command(Path from, Path to) {
            return this == GDCMCONV
                    ? List.of(program(), "--raw", from.toString(), to.toString())
                    : List.of(program(), from.toString(), to.toString());
        }
    }

    /** Compares with each program that decodes the syntax and is installed; where they disagree, one must be with us. */
    static PeerComparison of(Path path, DicomFile file) throws IOException {
        List<PeerComparison> all = new ArrayList<>();
        for (Peer peer : peersFor(file.meta().transferSyntaxUid())) {
            if (isInstalled(peer)) {
                all.add(with(peer, path, file));
            }
        }
        boolean someAgree = all.stream().anyMatch(peer -> peer.text().startsWith(EQUAL));
        return new PeerComparison(
                someAgree || all.stream().allMatch(PeerComparison::equal),
                String.join("; ", all.stream().map(PeerComparison::text).toList()));
    }

    private static List<Peer> peersFor(String syntax) {
        return switch (syntax) {
            case UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLossless, UID.JPEGLosslessSV1 ->
                List.of(Peer.DCMDJPEG, Peer.GDCMCONV);
            case UID.JPEGLSLossless, UID.JPEGLSNearLossless -> List.of(Peer.DCMDJPLS, Peer.GDCMCONV);
            case UID.RLELossless -> List.of(Peer.DCMDRLE, Peer.GDCMCONV);
            case UID.JPEG2000, UID.JPEG2000Lossless -> List.of(Peer.GDCMCONV);
            default -> List.of();
        };
    }

    private static boolean isInstalled(Peer peer) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, peer.program())));
    }

    private static PeerComparison with(Peer peer, Path path, DicomFile file) throws IOException {
        Path raw = Files.createTempFile("dayside-check", ".dcm");
        try {
            if (!convert(peer, path, raw)) {
                return new PeerComparison(true, peer.program() + " does not decode it");
            }
            return compare(peer.program(), file, DicomFile.read(raw));
        } catch (MalformedDataset | CannotDecode e) {
            return new PeerComparison(true, peer.program() + " wrote what is not understood: " + e.getMessage());
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private static boolean convert(Peer peer, Path from, Path to) throws IOException {
        Process process = new ProcessBuilder(peer.command(from, to))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static PeerComparison compare(String program, DicomFile ours, DicomFile theirs) throws CannotDecode {
        FrameSource mine = FrameSource.of(ours);
        FrameSource other = FrameSource.of(theirs);
        int largest = 0;
        for (int i = 0; i < mine.frames(); i++) {
            int difference = largestDifference(mine.decode(i), other.decode(i));
            if (difference < 0) {
                return new PeerComparison(false, "**other shape than " + program + "**");
            }
            largest = Math.max(largest, difference);
        }
        if (largest == 0) {
            return new PeerComparison(true, EQUAL + program);
        }
        boolean tolerated = isLossyJpeg(ours.meta().transferSyntaxUid()) && largest <= LOSSY_TOLERANCE;
        String text = "within %d of %s".formatted(largest, program);
        return new PeerComparison(tolerated, tolerated ? text : "**" + text + "**");
    }

    private static boolean isLossyJpeg(String syntax) {
        return syntax.equals(UID.JPEGBaseline8Bit)
                || syntax.equals(UID.JPEGExtended12Bit)
                || syntax.equals(UID.JPEG2000);
    }

    /** -1 if the pictures have different sizes. */
    private static int largestDifference(Samples a, Samples b) {
        if (a.size() != b.size() || a.samplesPerPixel() != b.samplesPerPixel()) {
            return -1;
        }
        long largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, Math.abs((long) a.get(i) - b.get(i)));
        }
        return (int) Math.min(largest, Integer.MAX_VALUE);
    }
}
