package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.RealFrames;
import io.dayside.dicom.frame.UnsupportedTransferSyntax;
import io.dayside.workbench.FileReport.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads a file, writes it again and decodes its frames. */
final class FileCheck {

    private static final int SHOWN_WARNINGS = 3;

    private final DicomLimits limits;
    private final boolean compare;

    /** @param compare whether other programs decode the frames too */
    FileCheck(DicomLimits limits, boolean compare) {
        this.limits = limits;
        this.compare = compare;
    }

    FileReport check(Path path) {
        try {
            return checked(path, DicomFile.read(path, limits));
        } catch (MalformedDataset e) {
            String why = String.valueOf(e.getMessage());
            return isForeign(e) ? FileReport.foreign(why) : FileReport.refused(why);
        } catch (IOException e) {
            return FileReport.refused("cannot be read: " + e.getClass().getSimpleName());
        } catch (RuntimeException e) {
            return FileReport.failed("undeclared " + e.getClass().getName() + " at " + e.getStackTrace()[0]);
        }
    }

    private static boolean isForeign(MalformedDataset e) {
        return e.problem() == Problem.NOT_DICOM || (e.tagPath().isEmpty() && e.offsetBytes() == 0);
    }

    private FileReport checked(Path path, DicomFile file) throws IOException, MalformedDataset {
        RoundTrip written = RoundTrip.of(path, file);
        Frames frames = framesOf(file);
        PeerComparison compared =
                compare && frames.decoded() > 0 ? PeerComparison.of(path, file) : PeerComparison.NOT_ASKED;
        Outcome outcome = written.explained() && compared.equal() ? Outcome.FINE : Outcome.DIFFERENT;
        return new FileReport(outcome, readText(file), written.text(), frames.text(), compared.text());
    }

    private static String readText(DicomFile file) {
        if (file.warnings().isEmpty()) {
            return "fully";
        }
        String shown = file.warnings().stream()
                .limit(SHOWN_WARNINGS)
                .map(Object::toString)
                .collect(Collectors.joining("; "));
        int more = file.warnings().size() - SHOWN_WARNINGS;
        return "fully; " + shown + (more > 0 ? "; and " + more + " more" : "");
    }

    private record Frames(int decoded, String text) {}

    private static Frames framesOf(DicomFile file) {
        Attributes dataset = file.dataset();
        if (!dataset.contains(Tag.PixelData) && !RealFrames.isIn(dataset)) {
            return new Frames(0, "no pixel data");
        }
        int decoded = 0;
        TransferSyntax declared = file.meta().transferSyntax();
        String syntax = declared.isRegistered() ? declared.name() : "an unregistered transfer syntax";
        try {
            if (!dataset.contains(Tag.PixelData)) {
                return realFramesOf(file);
            }
            FrameSource source = FrameSource.of(file);
            while (decoded < source.frames()) {
                source.decode(decoded);
                decoded++;
            }
            return new Frames(decoded, "%d decoded, %s".formatted(decoded, syntax));
        } catch (CannotDecode e) {
            String why = e instanceof UnsupportedTransferSyntax ? "no decoder" : e.getMessage();
            return new Frames(0, "%s at frame %d, %s".formatted(why, decoded + 1, syntax));
        }
    }

    private static Frames realFramesOf(DicomFile file) throws CannotDecode {
        RealFrames source = RealFrames.of(file);
        for (int frame = 0; frame < source.frames(); frame++) {
            source.decode(frame);
        }
        return new Frames(0, "%d read as real numbers".formatted(source.frames()));
    }
}
