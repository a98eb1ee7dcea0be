package io.dayside.dicom.deident;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.SampleSet.Sample;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.ObjectStream;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's files, judged by what is left in the bytes and by programs that nobody here wrote. */
class SampleDeidentificationTests {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a secret for tests".getBytes(StandardCharsets.UTF_8));

    private static final long MAX_JUDGED_BYTES = 4 << 20;

    private static final Profile DATES_AND_TEXTS = Profile.BASIC.with(
            ProfileOption.RETAIN_MODIFIED_DATES,
            ProfileOption.CLEAN_DESCRIPTORS,
            ProfileOption.CLEAN_STRUCTURED_CONTENT,
            ProfileOption.CLEAN_GRAPHICS,
            ProfileOption.RETAIN_DEVICE_IDENTITY,
            ProfileOption.RETAIN_PATIENT_CHARACTERISTICS);

    @Test
    void noNameNumberOrUidIsLeftInAnySample() throws Exception {
        Map<String, List<String>> left = new TreeMap<>();
        int judged = 0;
        for (Profile profile : List.of(Profile.BASIC, DATES_AND_TEXTS)) {
            for (Sample sample : SampleSet.all()) {
                Set<String> identities = identitiesOf(sample);
                byte[] output = deidentify(new Deidentifier(profile, PSEUDONYMS), sample);
                if (output.length == 0) {
                    continue;
                }
                judged++;
                String text = new String(headerOf(output), StandardCharsets.ISO_8859_1);
                List<String> found = identities.stream().filter(text::contains).toList();
                if (!found.isEmpty()) {
                    left.put(sample.name(), found);
                }
            }
        }
        assertThat(left).isEmpty();
        assertThat(judged).isGreaterThan(200);
    }

    /** Left out are short ones, which stand in any file by chance, and those that someone has removed before. */
    private static Set<String> identitiesOf(Sample sample) throws IOException {
        Set<String> identities = new LinkedHashSet<>();
        try {
            collect(DicomFile.readHeader(sample.file()).dataset(), identities);
        } catch (MalformedDataset _) {
            // nothing is written then
        }
        identities.removeIf(identity -> identity.length() < 7 || identity.equals(Dummies.TEXT));
        return identities;
    }

    private static void collect(Attributes dataset, Set<String> identities) {
        for (int tag : new int[] {Tag.PatientName, Tag.PatientID, Tag.AccessionNumber, Tag.ReferringPhysicianName}) {
            identities.addAll(List.of(dataset.getStrings(tag)));
        }
        for (Element element : dataset) {
            ActionTable.Row row = ActionTable.rowOf(element.tag());
            if (element instanceof Sequence items) {
                items.forEach(item -> collect(item, identities));
            } else if (element.vr() == VR.UI && row != null && row.basic().contains("U")) {
                Stream.of(dataset.getStrings(element.tag()))
                        .filter(uid -> UID.nameOf(uid).equals(uid))
                        .forEach(identities::add);
            }
        }
    }

    private static byte[] headerOf(byte[] file) throws IOException, MalformedDataset {
        ObjectStream object = ObjectStream.open(new ByteArrayInputStream(file), DicomLimits.DEFAULT);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DicomFile.write(header, object.header().meta(), object.header().dataset());
        return header.toByteArray();
    }

    private static byte[] deidentify(Deidentifier deidentifier, Sample sample) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(sample.file()))) {
            deidentifier.deidentify(in, out);
            return out.toByteArray();
        } catch (MalformedDataset | CannotDeidentify _) {
            return new byte[0];
        }
    }

    @Test
    void dcmtkReadsWhatWasWritten(@TempDir Path folder) throws Exception {
        Map<String, String> refused = new TreeMap<>();
        Deidentifier deidentifier = new Deidentifier(DATES_AND_TEXTS, PSEUDONYMS);
        int judged = 0;
        for (Sample sample : SampleSet.all()) {
            byte[] output = deidentify(deidentifier, sample);
            if (output.length == 0 || sample.malformed()) {
                continue;
            }
            judged++;
            Path file = Files.write(folder.resolve("object.dcm"), output);
            Dcmtk.Result dump = Dcmtk.run("dcmdump", "-q", file.toString());
            if (dump.exitCode() != 0) {
                refused.put(sample.name(), dump.output());
            }
        }
        assertThat(refused).isEmpty();
        assertThat(judged).isGreaterThan(100);
    }

    @Test
    void dciodvfyFindsNoNewErrors(@TempDir Path folder) throws Exception {
        Map<String, List<String>> found = new TreeMap<>();
        int judged = 0;
        for (Sample sample : SampleSet.all()) {
            boolean valid = !sample.malformed()
                    && Files.size(sample.file()) < MAX_JUDGED_BYTES
                    && errorsOf(sample.file()).isEmpty();
            for (Profile profile : valid ? List.of(Profile.BASIC, DATES_AND_TEXTS) : List.<Profile>of()) {
                byte[] output = deidentify(new Deidentifier(profile, PSEUDONYMS), sample);
                if (output.length == 0) {
                    continue;
                }
                List<String> after = errorsOf(Files.write(folder.resolve("object.dcm"), output));
                if (!after.isEmpty()) {
                    found.put(sample.name(), after);
                }
                judged++;
            }
        }
        assertThat(found).isEmpty();
        assertThat(judged).isGreaterThan(20);
    }

    private static List<String> errorsOf(Path file) throws Exception {
        List<String> errors = new ArrayList<>();
        Dcmtk.run("dciodvfy", file.toString())
                .output()
                .lines()
                .filter(line -> line.startsWith("Error"))
                .forEach(errors::add);
        return errors;
    }

    /** A stream of any length takes no more memory than its header. */
    @Test
    void pixelDataAreNeverHeld() throws Exception {
        long frames = 4_000;
        Attributes header =
                DicomFile.readHeader(SampleSet.file("pydicom/CT_small.dcm")).dataset();
        header.setString(Tag.NumberOfFrames, VR.IS, Long.toString(frames));
        long total = frames * 128 * 128 * 2;
        CountingOutput counted = new CountingOutput();
        try (InputStream in = new EndlessPixels(header, total)) {
            new Deidentifier(Profile.BASIC.blackingOut(new PixelRegion(0, 0, 10, 10)), PSEUDONYMS)
                    .deidentify(in, counted);
        }
        assertThat(counted.bytes).isGreaterThan(total);
        assertThat(counted.longestWrite).isLessThanOrEqualTo(64 * 1024);
    }

    private static final class CountingOutput extends OutputStream {

        private long bytes;
        private int longestWrite;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) {
            bytes += length;
            longestWrite = Math.max(longestWrite, length);
        }
    }

    /** A file whose pixel data are made as they are read. */
    private static final class EndlessPixels extends InputStream {

        private final InputStream head;
        private long left;

        EndlessPixels(Attributes header, long pixelBytes) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DicomFile.write(out, FileMetaInformation.of(header, UID.ExplicitVRLittleEndian), header);
            out.writeBytes(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'W', 0, 0});
            for (int i = 0; i < 4; i++) {
                out.write((int) (pixelBytes >>> (8 * i)));
            }
            this.head = new ByteArrayInputStream(out.toByteArray());
            this.left = pixelBytes;
        }

        @Override
        public int read() throws IOException {
            int first = head.read();
            return first >= 0 ? first : left-- > 0 ? 0x55 : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = head.read(buffer, from, length);
            if (count > 0 || left == 0) {
                return count;
            }
            int made = (int) Math.min(left, length);
            Arrays.fill(buffer, from, from + made, (byte) 0x55);
            left -= made;
            return made;
        }
    }
}
