package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash may leave of a segment, at every byte. */
class SegmentReaderTests {

    private static final TenantId TENANT = new TenantId("northgate");
    private static final Instant AT = Instant.parse("2026-11-24T10:15:30.123456Z");

    @TempDir
    private Path folder;

    private ObjectStore objects;
    private Path file;
    private String name;
    private final List<byte[]> datasets = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();

    @BeforeEach
    void threeObjects() throws IOException {
        objects = new ObjectStore(folder, 1, StoreSteps.UNOBSERVED);
        var random = new Random(7);
        try (var segment = objects.newSegment(TENANT)) {
            for (int size : new int[] {300, 0, 200}) {
                var dataset = new byte[size];
                random.nextBytes(dataset);
                append(segment, dataset);
                datasets.add(dataset);
                ends.add(segment.writtenBytes());
            }
            segment.sync();
            name = segment.name();
        }
        file = folder.resolve("objects/northgate").resolve(name);
    }

    private void append(Segment segment, byte[] dataset) throws IOException {
        var envelope = new SegmentRecord.Envelope("MAIN", "NG_CT1", "1.2.3", "1.2." + dataset.length, "1.2.840");
        try (var object = objects.begin(TENANT)) {
            object.writeMeta(new byte[] {1, 2, 3});
            object.keeping(new ByteArrayInputStream(dataset)).transferTo(OutputStream.nullOutputStream());
            segment.append(SegmentRecord.of(envelope.encoded(), AT, object), envelope.encoded(), object);
        }
    }

    private List<SegmentReader.Found> read() throws IOException {
        var found = new ArrayList<SegmentReader.Found>();
        try (var reader = objects.reader(TENANT, name)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                found.add(next.get());
            }
        }
        return found;
    }

    @Test
    void givesBackWhatWasAppended() throws IOException {
        var found = read();
        assertThat(found).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var place = found.get(i).place();
            assertThat(found.get(i).record().receivedAt()).isEqualTo(AT);
            assertThat(found.get(i).envelope().sopInstanceUid()).isEqualTo("1.2." + datasets.get(i).length);
            try (InputStream object = objects.open(TENANT, place)) {
                object.skipNBytes(place.datasetOffset());
                assertThat(object.readAllBytes()).isEqualTo(datasets.get(i));
            }
        }
    }

    @Test
    void leavesOutWhatIsKnownWithoutReadingIt() throws IOException {
        var second = read().get(1);
        try (var bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
            bytes.write(ByteBuffer.wrap(new byte[] {99}), second.place().offset());
        }
        assertThat(read()).as("it ends at what is altered").hasSize(1);
        try (var reader =
                objects.reader(TENANT, name).without(Set.of(second.place().offset()))) {
            assertThat(reader.next().orElseThrow().envelope().sopInstanceUid()).isEqualTo("1.2.300");
            assertThat(reader.next().orElseThrow().envelope().sopInstanceUid()).isEqualTo("1.2.200");
            assertThat(reader.next()).isEmpty();
            assertThat(reader.position()).as("behind the last block").isEqualTo(Files.size(file));
        }
    }

    /** Blocks filled up to each possible gap, those too short for a record of their own included. */
    @Test
    void whatIsFlushedTogetherEndsWithAWholeBlockWhateverItsLength() throws IOException {
        int block = DirectWrites.BLOCK_BYTES;
        try (var segment = objects.newSegment(TENANT)) {
            name = segment.name();
            append(segment, new byte[1_000]);
            int besides = (int) segment.writtenBytes() - 1_000;
            segment.sync();
            for (int gap = 0; gap <= SegmentRecord.HEADER_BYTES + 1; gap++) {
                append(segment, new byte[2 * block - besides - gap]);
                assertThat((block - segment.writtenBytes() % block) % block).isEqualTo(gap);
                segment.sync();
                assertThat(segment.writtenBytes() % block).as("gap of %d", gap).isZero();
                segment.sync();
            }
        }
        assertThat(read()).hasSize(SegmentRecord.HEADER_BYTES + 3);
        file = folder.resolve("objects/northgate").resolve(name);
        assertThat(Files.size(file) % block).isZero();
    }

    @Test
    void largeGroupsAreWrittenPieceByPiece() throws IOException {
        var random = new Random(11);
        var large = new ArrayList<byte[]>();
        try (var segment = objects.newSegment(TENANT)) {
            name = segment.name();
            for (int i = 0; i < 3; i++) {
                var dataset = new byte[750_000 + i];
                random.nextBytes(dataset);
                large.add(dataset);
                append(segment, dataset);
            }
            segment.sync();
        }
        var found = read();
        assertThat(found).hasSize(3);
        for (int i = 0; i < 3; i++) {
            try (var object = objects.open(TENANT, found.get(i).place())) {
                object.skipNBytes(found.get(i).place().datasetOffset());
                assertThat(object.readAllBytes()).isEqualTo(large.get(i));
            }
        }
    }

    @Test
    void cutAtAnyByteItGivesTheWholeRecordsBeforeIt() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int cut = length;
            assertThat(read()).as("cut at " + cut).hasSize((int)
                    ends.stream().filter(end -> end <= cut).count());
        }
    }

    @Test
    void zeroesInsteadOfUnwrittenBlocksEndIt() throws IOException {
        var whole = Files.readAllBytes(file);
        int lastBytes = 190;
        for (int from = 0; from < whole.length - lastBytes; from++) {
            var torn = whole.clone();
            Arrays.fill(torn, from, torn.length, (byte) 0);
            Files.write(file, torn);
            int first = from;
            assertThat(read()).as("zero from " + first).hasSize((int)
                    ends.stream().filter(end -> end <= first).count());
        }
    }

    @Test
    void aFlippedBitAnywhereEndsIt() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit += 5) {
            var flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            int at = bit / 8;
            assertThat(read()).as("bit " + bit).hasSize((int)
                    ends.stream().filter(end -> end <= at).count());
        }
    }
}
