package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a segment from which objects were deleted. */
class SegmentEraserTests {

    private static final TenantId TENANT = new TenantId("northgate");
    private static final Instant AT = Instant.parse("2026-11-24T10:15:30.123456Z");
    private static final int OBJECT_BYTES = 1_000_000;
    private static final int OBJECTS = 6;
    private static final int STAT_BLOCK_BYTES = 512;

    @TempDir
    private Path folder;

    private final List<byte[]> datasets = new ArrayList<>();
    private ObjectStore objects;
    private String name;
    private Path file;

    @BeforeEach
    void aFullSegment() throws IOException {
        objects = new ObjectStore(folder, 8, StoreSteps.UNOBSERVED);
        var random = new Random(3);
        try (var segment = objects.newSegment(TENANT)) {
            for (int number = 0; number < OBJECTS; number++) {
                var dataset = new byte[OBJECT_BYTES];
                random.nextBytes(dataset);
                datasets.add(dataset);
                append(segment, number, dataset);
            }
            segment.sync();
            name = segment.name();
        }
        file = folder.resolve("objects/northgate").resolve(name);
    }

    private void append(Segment segment, int number, byte[] dataset) throws IOException {
        var envelope = new SegmentRecord.Envelope("MAIN", "NG_CT1", "1.2.3", "1.2." + number, "1.2.840");
        try (var object = objects.begin(TENANT)) {
            object.writeMeta(new byte[] {1, 2, 3});
            object.keeping(new ByteArrayInputStream(dataset)).transferTo(OutputStream.nullOutputStream());
            segment.append(SegmentRecord.of(envelope.encoded(), AT, object), envelope.encoded(), object);
        }
    }

    private List<SegmentReader.Found> found() throws IOException {
        var found = new ArrayList<SegmentReader.Found>();
        try (var reader = objects.reader(TENANT, name)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                found.add(next.get());
            }
        }
        return found;
    }

    private static Set<Long> offsets(List<SegmentReader.Found> found) {
        var offsets = new HashSet<Long>();
        found.forEach(one -> offsets.add(one.place().offset()));
        return offsets;
    }

    private long bytesOnDisk() throws Exception {
        var stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        var said = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(stat.waitFor()).isZero();
        return Long.parseLong(said.strip()) * STAT_BLOCK_BYTES;
    }

    @Test
    void whatIsErasedGivesItsRoomBackAndTheOthersStayWhereTheyAre() throws Exception {
        assumeTrue(HolePunch.punch(
                Files.write(folder.resolve("try"), new byte[8192]), List.of(new HolePunch.Part(0, 4096))));
        var all = found();
        long sizeBefore = Files.size(file);
        assertThat(bytesOnDisk()).isGreaterThanOrEqualTo((long) OBJECTS * OBJECT_BYTES);

        var deleted = List.of(all.get(0), all.get(1), all.get(3), all.get(4));
        SegmentEraser.erase(file, offsets(deleted));

        assertThat(Files.size(file)).isEqualTo(sizeBefore);
        assertThat(bytesOnDisk()).isLessThan(2L * OBJECT_BYTES + 200_000);
        var left = found();
        assertThat(left)
                .extracting(SegmentReader.Found::place)
                .containsExactly(all.get(2).place(), all.get(5).place());
        for (var one : left) {
            int number = all.indexOf(all.stream()
                    .filter(before -> before.place().equals(one.place()))
                    .findFirst()
                    .orElseThrow());
            try (var object = objects.open(TENANT, one.place())) {
                object.skipNBytes(one.place().datasetOffset());
                assertThat(object.readAllBytes()).isEqualTo(datasets.get(number));
            }
        }
        for (var gone : deleted) {
            try (var object = objects.open(TENANT, gone.place())) {
                assertThat(object.readAllBytes()).containsOnly(0);
            }
        }
    }

    /** As after a crash between overwriting and noting that it was done. */
    @Test
    void erasingAgainChangesNothing() throws Exception {
        var all = found();
        SegmentEraser.erase(file, offsets(all.subList(0, 3)));
        var once = Files.readAllBytes(file);

        SegmentEraser.erase(file, offsets(all.subList(0, 3)));

        assertThat(Files.readAllBytes(file)).isEqualTo(once);
        assertThat(found()).hasSize(OBJECTS - 3);
    }

    @Test
    void aFileThatIsNotThereGivesNothingBack() throws IOException {
        assertThat(HolePunch.punch(folder.resolve("nothing"), List.of(new HolePunch.Part(0, 4096))))
                .isFalse();
        assertThat(HolePunch.punch(file, List.of())).isFalse();
    }
}
