package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.data.DicomFile;
import java.nio.file.Path;

/** Other people's decoders, run on one file, and the frames that come out. */
final class PeerDecoders {

    private PeerDecoders() {}

    /** The file as native pixel data. */
    static DicomFile decoded(Path file, Path folder, String tool, String... options) throws Exception {
        Path uncompressed = folder.resolve("native.dcm");
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = file.toString();
        arguments[options.length + 1] = uncompressed.toString();
        Dcmtk.Result result = Dcmtk.run(tool, arguments);
        assertThat(result.exitCode()).as(tool + " " + result.output()).isZero();
        return DicomFile.read(uncompressed);
    }

    /** Largest difference of any sample of any frame. */
    static int largestDifference(DicomFile one, DicomFile other) throws CannotDecode {
        FrameSource first = FrameSource.of(one);
        FrameSource second = FrameSource.of(other);
        assertThat(first.frames()).isEqualTo(second.frames());
        int largest = 0;
        for (int frame = 0; frame < first.frames(); frame++) {
            largest = Math.max(largest, largestDifference(first.decode(frame), second.decode(frame)));
        }
        return largest;
    }

    private static int largestDifference(Samples one, Samples other) {
        assertThat(one.size()).isEqualTo(other.size());
        int largest = 0;
        for (int i = 0; i < one.size(); i++) {
            largest = Math.max(largest, Math.abs(one.get(i) - other.get(i)));
        }
        return largest;
    }
}
