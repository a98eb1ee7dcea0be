package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.dayside.archive.FaultyRoad.Fault;
import io.dayside.archive.s3.Bucket;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The archive with S3 behind it, on a road that fails when it is told to. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(ArchiveInS3Tests.Parts.class)
@Timeout(600)
class ArchiveInS3Tests {

    private static final int BLOCK_BYTES = 64 * 1024;

    private static final class Remote {
        private static final S3Mock S3;
        private static final FaultyRoad ROAD;

        static {
            try {
                S3 = S3Mock.start();
                ROAD = new FaultyRoad(S3.port());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
        registry.add("dayside.archive.s3.bucket", () -> S3Mock.BUCKET);
        registry.add("dayside.archive.s3.endpoint", () -> "http://127.0.0.1:" + Remote.ROAD.port());
        registry.add("dayside.archive.s3.path-style", () -> "true");
        registry.add("dayside.archive.s3.access-key-id", () -> "id");
        registry.add("dayside.archive.s3.secret-access-key", () -> "secret");
        registry.add("dayside.archive.s3.prefix", () -> "archive");
        registry.add("dayside.archive.s3.part-size", () -> "5MB");
        registry.add("dayside.archive.s3.block-size", () -> BLOCK_BYTES + "B");
        registry.add("dayside.archive.s3.cache-size", () -> 16 * BLOCK_BYTES + "B");
        registry.add("dayside.archive.s3.timeout", () -> "2s");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private ObjectStore objects;

    @Autowired
    private ObjectReader reader;

    @Autowired
    private ObjectCopies copies;

    @Autowired
    private CopyRounds rounds;

    @Autowired
    private CopyCheck check;

    @Autowired
    private CopiesHealth health;

    @Autowired
    private Bucket bucket;

    @Autowired
    private FileLocks locks;

    @Autowired
    private SegmentLogs logs;

    @Autowired
    private IndexTails tails;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Retention retention;

    @Autowired
    private Eraser eraser;

    @Autowired
    private ArchiveTenants tenants;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Scheduler scheduler;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void onlyTheTestCopiesAndErases() {
        scheduler.pause();
    }

    @AfterEach
    void theRoadIsOpen() {
        Remote.ROAD.set(Fault.NONE);
    }

    @AfterAll
    static void endPeers() throws Exception {
        Remote.ROAD.close();
        Remote.S3.close();
    }

    @Test
    void completeFilesAreCopiedUnderTheirTenantAndReadBack() throws Exception {
        var small = CtSlice.ofNewStudy();
        var large = CtSlice.ofNewStudy();
        store(small, NORTHGATE);
        var inParts = store(large, large(large, 12_000_000), NORTHGATE);
        long partsBefore = requests("UploadPart");
        copyAll();

        for (var slice : List.of(small, large)) {
            var file = fileOf(slice);
            assertThat(Remote.S3.get(key(file))).isEqualTo(Files.readAllBytes(local(file)));
            assertThat(copy(file).verified()).isTrue();
        }
        assertThat(key(fileOf(small))).startsWith("archive/northgate/segments/");
        assertThat(key(fileOf(large))).startsWith("archive/northgate/objects/");
        assertThat(requests("UploadPart") - partsBefore)
                .as("12 MB in parts of 5 MB")
                .isEqualTo(3);
        assertThat(waiting(NORTHGATE)).isZero();
        assertThat(inParts).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void whatWasEvictedIsReadFromS3InFewRequests() throws Exception {
        var slices = study(200);
        copyAll();
        evictAll();
        var file = fileOf(slices.getFirst());
        assertThat(local(file)).doesNotExist();

        long before = requests("GetObject");
        for (var slice : slices) {
            assertThat(read(slice)).endsWith(slice.encoded());
        }
        long blocks = copy(file).bytes() / BLOCK_BYTES + 1;
        assertThat(blocks).as("many objects a block").isLessThan(slices.size() / 10);
        assertThat(requests("GetObject") - before).isLessThanOrEqualTo(blocks);
        assertThat(local(file)).doesNotExist();
    }

    @Test
    void aLargeObjectThatWasEvictedIsFetchedOnceAndWhole() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var encoded = large(slice, 12_000_000);
        store(slice, encoded, NORTHGATE);
        copyAll();
        evictAll();
        assertThat(local(fileOf(slice))).doesNotExist();

        long before = requests("GetObject");
        for (int i = 0; i < 3; i++) {
            assertThat(read(slice)).endsWith(encoded);
        }
        assertThat(requests("GetObject") - before).isEqualTo(1);
        assertThat(local(fileOf(slice))).exists();
    }

    @Test
    void fetchedBlocksStayWithinTheirBound() throws Exception {
        var slices = new ArrayList<CtSlice>();
        for (int i = 0; i < 4; i++) {
            var slice = CtSlice.ofNewStudy();
            store(slice, large(slice, 700_000), NORTHGATE);
            slices.add(slice);
        }
        copyAll();
        evictAll();
        for (var slice : slices) {
            read(slice);
            assertThat(fetchedBytes()).isLessThanOrEqualTo(16L * BLOCK_BYTES);
        }
        assertThat(fetchedBytes()).isPositive();
    }

    @Test
    void theLeastRecentlyReadGoesFirstAndOnlyUntilTheBoundIsKept() throws Exception {
        var first = CtSlice.ofNewStudy();
        var second = CtSlice.ofNewStudy();
        store(first, large(first, 6_000_000), NORTHGATE);
        store(second, large(second, 6_000_000), NORTHGATE);
        copyAll();
        evictAll();
        read(second);
        read(first);
        evictor(7_000_000).evict();
        assertThat(local(fileOf(second))).as("read longer ago").doesNotExist();
        assertThat(local(fileOf(first))).exists();
    }

    @Test
    void dur17WhatALostDiskHeldIsStillRead() throws Exception {
        var slices = study(5);
        var large = CtSlice.ofNewStudy();
        var encoded = large(large, 6_000_000);
        store(large, encoded, NORTHGATE);
        copyAll();
        for (var file : objects.files().complete(NORTHGATE)) {
            Files.delete(local(file));
        }
        for (var slice : slices) {
            assertThat(read(slice)).endsWith(slice.encoded());
        }
        assertThat(read(large)).endsWith(encoded);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void dur14IngestGoesOnWhileS3IsAwayAndTheQueueEmptiesByItself(Fault fault) throws Exception {
        copyAll();
        evictAll();
        Remote.ROAD.set(fault);
        var slices = study(5);
        var large = CtSlice.ofNewStudy();
        store(large, large(large, 6_000_000), NORTHGATE);
        sealAll();
        rounds.run();

        assertThat(waiting(NORTHGATE)).as("the queue is seen").isEqualTo(2);
        assertThat(health.health().getStatus()).isEqualTo(CopiesHealth.BEHIND);
        assertThat(health.health().getDetails())
                .containsEntry("waitingFiles", 2L)
                .containsKey("failure");
        assertThat(evictor(0).evict()).as("nothing goes that was not verified").isZero();
        for (var slice : slices) {
            assertThat(read(slice)).endsWith(slice.encoded());
        }
        var again = CtSlice.ofNewStudy();
        assertThat(store(again, NORTHGATE)).isInstanceOf(StoreOutcome.Stored.class);

        Remote.ROAD.set(Fault.NONE);
        copyUntilNothingWaits();
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
        evictAll();
        for (var slice : slices) {
            assertThat(read(slice)).endsWith(slice.encoded());
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "CUTS_REQUESTS"})
    void whileS3IsAwayAnEvictedObjectIsUnreachableAndNeverOtherBytes(Fault fault) throws Exception {
        var slice = CtSlice.ofNewStudy();
        var encoded = large(slice, 3_000_000);
        store(slice, encoded, NORTHGATE);
        var large = CtSlice.ofNewStudy();
        store(large, large(large, 6_000_000), NORTHGATE);
        copyUntilNothingWaits();
        evictAll();
        Remote.ROAD.set(fault);
        for (var each : List.of(slice, large)) {
            assertThatThrownBy(() -> read(each)).isInstanceOf(ObjectsUnreachable.class);
        }
        assertThat(arriving()).as("nothing half fetched").isEmpty();
        var report = scrub();
        assertThat(report.damaged()).as("away is not damaged").isEmpty();
        assertThat(report.unreachable()).isPositive();

        Remote.ROAD.set(Fault.NONE);
        assertThat(read(slice)).endsWith(encoded);
        long unreachable = scrub().unreachable();
        for (int again = 0; unreachable > 0 && again < 5; again++) {
            unreachable = scrub().unreachable();
        }
        assertThat(unreachable)
                .as("by itself, once connections that died are forgotten")
                .isZero();
    }

    @Test
    void dur17AFlippedByteInS3IsFoundAndNeverServed() throws Exception {
        var slices = study(6);
        var large = CtSlice.ofNewStudy();
        store(large, large(large, 6_000_000), NORTHGATE);
        copyAll();
        evictAll();
        var victim = slices.get(3);
        var place = held(victim).place();
        var whole = flip(fileOf(victim), place.offset() + place.bytes() - 1);
        var wholeLarge = flip(fileOf(large), 3_000_000);

        for (var each : List.of(victim, large)) {
            assertThatThrownBy(() -> read(each)).isInstanceOf(DamagedObject.class);
        }
        assertThat(read(slices.get(4))).endsWith(slices.get(4).encoded());
        assertThat(scrub().damaged())
                .extracting(Scrubber.Damage::sopInstanceUid, Scrubber.Damage::problem)
                .containsExactlyInAnyOrder(
                        tuple(victim.sopUid(), Scrubber.Problem.ALTERED),
                        tuple(large.sopUid(), Scrubber.Problem.ALTERED));
        assertThatThrownBy(() -> read(victim)).isInstanceOf(DamagedObject.class);

        Remote.S3.put(key(fileOf(victim)), whole);
        Remote.S3.put(key(fileOf(large)), wholeLarge);
        assertThat(scrub().damaged()).isEmpty();
        assertThat(read(victim)).endsWith(victim.encoded());
    }

    @Test
    void scrubbingAnEvictedSegmentAsksS3Once() throws Exception {
        var slices = study(100);
        copyAll();
        evictAll();
        long evicted = copies(NORTHGATE).stream()
                .filter(file -> !Files.exists(local(file)))
                .count();
        long before = requests("GetObject");
        assertThat(scrub().objects()).isGreaterThanOrEqualTo(slices.size());
        assertThat(requests("GetObject") - before).isLessThanOrEqualTo(evicted);
    }

    @Test
    void aCopyThatIsNoLongerTheFileIsMadeAgainAndTheFileStaysUntilThen() throws Exception {
        var altered = study(2).getFirst();
        copyAll();
        var missing = study(2).getFirst();
        copyAll();
        flip(fileOf(altered), 100);
        Remote.S3.delete(key(fileOf(missing)));

        int found = within(NORTHGATE, () -> check.check(NORTHGATE));
        assertThat(found).isEqualTo(2);
        assertThat(waiting(NORTHGATE)).isEqualTo(2);
        evictor(0).evict();
        assertThat(local(fileOf(altered))).exists();
        copyAll();
        for (var slice : List.of(altered, missing)) {
            assertThat(Remote.S3.get(key(fileOf(slice)))).isEqualTo(Files.readAllBytes(local(fileOf(slice))));
        }
        assertThat(within(NORTHGATE, () -> check.check(NORTHGATE))).isZero();
    }

    @Test
    void aFileWhoseCopySomebodyRemovedIsNotEvicted() throws Exception {
        var slice = study(1).getFirst();
        copyAll();
        Remote.S3.delete(key(fileOf(slice)));
        evictor(0).evict();
        assertThat(local(fileOf(slice))).exists();
        copyAll();
        assertThat(Remote.S3.get(key(fileOf(slice)))).isNotEmpty();
    }

    @Test
    void aDeletedStudyIsErasedInBothPlacesAndInFormerVersions() throws Exception {
        var victim = study(3);
        var neighbour = CtSlice.ofNewStudy();
        store(neighbour, NORTHGATE);
        copyAll();
        evictAll();
        victim.forEach(this::readQuietly);
        var file = fileOf(victim.getFirst());
        var place = held(victim.getFirst()).place();
        delete(victim.getFirst());

        Remote.ROAD.set(Fault.ANSWERS_503);
        assertThatThrownBy(() -> eraser.erase(NORTHGATE)).isInstanceOf(IOException.class);
        assertThat(erasedAt(victim.getFirst())).as("while its copy is there").isNull();
        Remote.ROAD.set(Fault.NONE);
        assertThat(eraser.erase(NORTHGATE)).isEqualTo(3);
        assertThat(erasedAt(victim.getFirst())).isNotNull();

        for (var bytes : List.of(Files.readAllBytes(local(file)), Remote.S3.get(key(file)))) {
            assertThat(Arrays.copyOfRange(bytes, (int) place.offset(), (int) (place.offset() + place.bytes())))
                    .containsOnly(0);
        }
        assertThat(Remote.S3.versions(key(file))).isEqualTo(1);
        assertThat(fetchedOf(file)).as("nor in what was fetched").isEmpty();
        evictAll();
        assertThat(read(neighbour)).endsWith(neighbour.encoded());
        assertThat(scrub().damaged()).isEmpty();
    }

    @Test
    void theCopyOfADeletedLargeObjectIsRemoved() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice, large(slice, 6_000_000), NORTHGATE);
        copyAll();
        evictAll();
        var file = fileOf(slice);
        assertThat(Remote.S3.versions(key(file))).isEqualTo(1);
        delete(slice);
        eraser.erase(NORTHGATE);
        assertThat(Remote.S3.versions(key(file))).isZero();
        assertThat(copies(NORTHGATE)).doesNotContain(file);
        copyAll();
        assertThat(Remote.S3.keys()).doesNotContain(key(file));
    }

    @Test
    void aCopyThatWasNeverReadBackIsRemovedWithItsObject() throws Exception {
        copyAll();
        var slice = CtSlice.ofNewStudy();
        store(slice, large(slice, 6_000_000), NORTHGATE);
        Remote.ROAD.set(Fault.CUTS_ANSWERS);
        copyAll();
        var file = fileOf(slice);
        assertThat(Remote.S3.keys()).as("uploaded").contains(key(file));
        assertThat(waiting(NORTHGATE)).as("and not read back").isEqualTo(1);
        delete(slice);
        Remote.ROAD.set(Fault.ANSWERS_503);
        assertThatThrownBy(() -> eraser.erase(NORTHGATE)).isInstanceOf(IOException.class);

        Remote.ROAD.set(Fault.NONE);
        copyAll();
        assertThat(erasedAt(slice)).isNull();
        assertThat(eraser.erase(NORTHGATE)).isEqualTo(1);
        assertThat(erasedAt(slice)).isNotNull();
        assertThat(Remote.S3.versions(key(file))).isZero();
        assertThat(copies(NORTHGATE)).doesNotContain(file);
    }

    @Test
    void dur17ADiskThatIsLostWhileAnErasureWaitsTakesNothingWithIt() throws Exception {
        var victim = study(3);
        var neighbour = CtSlice.ofNewStudy();
        store(neighbour, NORTHGATE);
        copyAll();
        var file = fileOf(neighbour);
        var place = held(victim.getFirst()).place();
        delete(victim.getFirst());
        Remote.ROAD.set(Fault.ANSWERS_503);
        assertThatThrownBy(() -> eraser.erase(NORTHGATE)).isInstanceOf(IOException.class);
        Files.delete(local(file));

        Remote.ROAD.set(Fault.NONE);
        copyAll();
        assertThat(read(neighbour)).endsWith(neighbour.encoded());
        assertThat(waiting(NORTHGATE)).as("its copy is whole").isZero();
        assertThat(eraser.erase(NORTHGATE)).isEqualTo(3);
        assertThat(Arrays.copyOfRange(
                        Remote.S3.get(key(file)), (int) place.offset(), (int) (place.offset() + place.bytes())))
                .containsOnly(0);
        assertThat(read(neighbour)).endsWith(neighbour.encoded());
    }

    @Test
    void whatWasLostBeforeItWasCopiedIsSaidUntilItIsDeleted() throws Exception {
        copyAll();
        var slices = study(2);
        sealAll();
        var file = fileOf(slices.getFirst());
        Files.delete(local(file));
        rounds.run();
        assertThat(waiting(NORTHGATE)).isEqualTo(1);
        assertThat(health.health().getStatus()).isEqualTo(CopiesHealth.BEHIND);

        delete(slices.getFirst());
        assertThat(eraser.erase(NORTHGATE)).isEqualTo(2);
        assertThat(erasedAt(slices.getFirst())).isNotNull();
        rounds.run();
        assertThat(waiting(NORTHGATE)).isZero();
    }

    @Test
    void whatIsDeletedWhileItIsScrubbedIsNoDamage() throws Exception {
        var slice = study(1).getFirst();
        var place = held(slice).place();
        try (var stored = new ScrubbedBytes(objects.files(), bucket)) {
            Scrubber.Source deleting = (tenant, wanted) -> {
                if (wanted.equals(place)) {
                    deleteQuietly(slice);
                    throw new NoSuchFileException("erased");
                }
                return stored.open(tenant, wanted);
            };
            var scrubber = new Scrubber(deleting, jdbc, transaction);
            assertThat(scrubber.scrub(NORTHGATE, (_, _) -> {}).damaged()).isEmpty();
            assertThat(scrubber.look(NORTHGATE, slice.sopUid())).isEmpty();
        }
    }

    @Test
    void whatIsDeletedWhileASenderAsksForItIsAbsent() throws Exception {
        var slice = study(1).getFirst();
        Scrubber.Source deleting = (_, _) -> {
            deleteQuietly(slice);
            throw new NoSuchFileException("erased");
        };
        assertThat(new Scrubber(deleting, jdbc, transaction).look(NORTHGATE, slice.sopUid()))
                .isEmpty();
    }

    private void deleteQuietly(CtSlice slice) {
        try {
            delete(slice);
        } catch (StudyKept e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void erasingDoesNotMakeARottenLocalFileTheCopy() throws Exception {
        var victim = study(2);
        var neighbour = CtSlice.ofNewStudy();
        store(neighbour, NORTHGATE);
        copyAll();
        var place = held(neighbour).place();
        var file = local(place.file());
        var rotten = Files.readAllBytes(file);
        rotten[(int) (place.offset() + place.bytes() - 1)] ^= 1;
        Files.write(file, rotten);

        delete(victim.getFirst());
        assertThat(eraser.erase(NORTHGATE)).isEqualTo(2);
        assertThat(read(neighbour)).endsWith(neighbour.encoded());
        evictAll();
        assertThat(read(neighbour)).endsWith(neighbour.encoded());
    }

    @Test
    void oneHospitalsBrokenCopyKeepsNoOtherFromErasing() throws Exception {
        var broken = CtSlice.ofNewStudy();
        store(broken, HARBOUR);
        copyAll();
        evictAll();
        var brokenFile = within(HARBOUR, () -> catalogue.held(HARBOUR, broken.sopUid()))
                .orElseThrow()
                .object()
                .place()
                .file();
        var brokenKey = "archive/harbour/" + brokenFile;
        var whole = Remote.S3.get(brokenKey);
        Remote.S3.put(brokenKey, new byte[whole.length]);
        delete(new StudyRef(HARBOUR, broken.studyUid()));
        var slice = CtSlice.ofNewStudy();
        store(slice, NORTHGATE);
        delete(slice);

        assertThat(tenants.all()).as("harbour comes first").startsWith(HARBOUR);
        assertThatThrownBy(() -> tenants.forEach("erasing", eraser::erase)).hasRootCauseInstanceOf(AlteredCopy.class);
        assertThat(erasedAt(slice)).isNotNull();
        Remote.S3.put(brokenKey, whole);
        tenants.forEach("erasing", eraser::erase);
        assertThat(within(HARBOUR, () -> retention.deletions(new StudyRef(HARBOUR, broken.studyUid())))
                        .getLast()
                        .erasedAt())
                .isNotNull();
    }

    @Test
    void whoseFolderIsGoneIsStillScrubbedAndErasedAndWhatIsNobodysIsPassedOver() throws Exception {
        var slice = study(1).getFirst();
        copyAll();
        evictAll();
        var folder = objects.files().folder(NORTHGATE);
        var aside = Files.move(folder, folder.resolveSibling("lost+found"));
        try {
            assertThat(objects.files().tenants()).doesNotContain(NORTHGATE);
            assertThat(tenants.all()).contains(NORTHGATE, HARBOUR);
        } finally {
            Files.move(aside, folder);
        }
        delete(slice);
        tenants.forEach("erasing", eraser::erase);
        assertThat(erasedAt(slice)).isNotNull();
    }

    @Test
    void noTenantReachesAnothersCopies() throws Exception {
        var slice = study(2).getFirst();
        copyAll();
        evictAll();
        var file = fileOf(slice);
        assertThatThrownBy(() -> within(HARBOUR, () -> archive.open(HARBOUR, slice.sopUid())))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> within(HARBOUR, () -> archive.open(NORTHGATE, slice.sopUid())))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(within(HARBOUR, () -> copies.find(NORTHGATE, file))).isEmpty();

        var ours = copy(file);
        within(
                HARBOUR,
                () -> transaction.execute(_ -> jdbc.sql("""
                        insert into object_copy (tenant_id, name, bytes, sha256, verified_at)
                        values ('harbour', :name, :bytes, :sha256, now())""")
                        .param("name", file)
                        .param("bytes", ours.bytes())
                        .param("sha256", ours.sha256())
                        .update()));
        assertThatThrownBy(() -> within(HARBOUR, () -> reader.open(HARBOUR, held(slice))))
                .as("a row that names another's file leads below the own prefix")
                .isInstanceOf(DamagedObject.class);
        within(HARBOUR, () -> {
            copies.remove(HARBOUR, file);
            return true;
        });
        for (var hostile :
                List.of("../harbour/" + file, "segments/../../harbour/" + file, "/etc/passwd", "", "segments/x.seg")) {
            assertThatThrownBy(() -> bucket.bytes(NORTHGATE, hostile)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void largeObjectsAreFoundAsTheyComeAndAllOfThemAreLookedAtOnceADay() throws Exception {
        var now = Instant.now();
        var clock = new SteppingClock(now);
        var files = new FilesToCopy(copies, clock);
        discover(files);
        var come = CtSlice.ofNewStudy();
        store(come, large(come, 5_000_000), NORTHGATE);
        var appeared = CtSlice.ofNewStudy();
        store(appeared, large(appeared, 5_000_000), NORTHGATE);
        within(
                NORTHGATE,
                () -> transaction.execute(
                        _ -> jdbc.sql("""
                        update instance set received_at = received_at - interval '1 hour'
                        where sop_instance_uid = :sop""").param("sop", appeared.sopUid()).update()));

        discover(files);
        assertThat(copies(NORTHGATE)).contains(fileOf(come));
        assertThat(copies(NORTHGATE)).as("older than the last look").doesNotContain(fileOf(appeared));

        clock.now = now.plus(Duration.ofDays(1));
        discover(files);
        assertThat(copies(NORTHGATE)).contains(fileOf(come), fileOf(appeared));
    }

    private static void discover(FilesToCopy files) {
        within(NORTHGATE, () -> {
            files.discover(NORTHGATE);
            return true;
        });
    }

    private static final class SteppingClock extends Clock {

        private Instant now;

        SteppingClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void gaugesCountWhatWaitsByTenant() throws Exception {
        copyAll();
        Remote.ROAD.set(Fault.ANSWERS_503);
        store(CtSlice.ofNewStudy(), HARBOUR);
        sealAll();
        rounds.run();
        assertThat(gauge(HARBOUR)).isEqualTo(1);
        assertThat(gauge(NORTHGATE)).isZero();
        Remote.ROAD.set(Fault.NONE);
        copyAll();
        assertThat(gauge(HARBOUR)).isZero();
    }

    private double gauge(TenantId tenant) {
        return meters.get("dayside.archive.s3.waiting.files")
                .tag("tenant", tenant.code())
                .gauge()
                .value();
    }

    private List<CtSlice> study(int slices) throws IOException {
        var first = CtSlice.ofNewStudy();
        var study = IntStream.rangeClosed(1, slices).mapToObj(first::sibling).toList();
        for (var slice : study) {
            assertThat(store(slice, NORTHGATE)).isInstanceOf(StoreOutcome.Stored.class);
        }
        return study;
    }

    private StoreOutcome store(CtSlice slice, TenantId tenant) throws IOException {
        return store(slice, slice.encoded(), tenant);
    }

    private StoreOutcome store(CtSlice slice, byte[] encoded, TenantId tenant) throws IOException {
        return Actor.call(Actor.device("NG_CT1"), () -> archive.store(slice.offeredTo(tenant, encoded)));
    }

    private static byte[] large(CtSlice slice, int pixelBytes) {
        var pixels = new byte[pixelBytes];
        new Random(7).nextBytes(pixels);
        return CtSlice.encoded(slice.dataset().setBytes(Tag.PixelData, VR.OW, pixels), TransferSyntax.EXPLICIT_LITTLE);
    }

    /** A sender may have its answer a moment before its segment is known to be indexed. */
    private void sealAll() throws IOException {
        logs.finishOlderThan(Duration.ZERO);
        do {
            tails.note();
        } while (!logs.tails().stream().allMatch(SegmentTail::sealed));
    }

    /** A connection that was kept while S3 was away may cost a file its first try. */
    private void copyUntilNothingWaits() throws IOException {
        do {
            copyAll();
        } while (waiting(NORTHGATE) > 0);
    }

    private void copyAll() throws IOException {
        sealAll();
        rounds.run();
    }

    private Evictor evictor(long mostLocalBytes) {
        return new Evictor(objects, reader, copies, bucket, locks, mostLocalBytes);
    }

    private void evictAll() throws IOException {
        evictor(0).evict();
    }

    private byte[] read(CtSlice slice) throws IOException {
        try (InputStream object = within(NORTHGATE, () -> archive.open(NORTHGATE, slice.sopUid()))) {
            return object.readAllBytes();
        }
    }

    private void readQuietly(CtSlice slice) {
        try {
            read(slice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredObject held(CtSlice slice) {
        return within(NORTHGATE, () -> catalogue.held(NORTHGATE, slice.sopUid()))
                .orElseThrow()
                .object();
    }

    private String fileOf(CtSlice slice) {
        return held(slice).place().file();
    }

    private Path local(String file) {
        return objects.files().path(NORTHGATE, file);
    }

    private static String key(String file) {
        return "archive/northgate/" + (ObjectFiles.isSegment(file) ? "" : "objects/") + file;
    }

    private ObjectCopies.Copy copy(String file) {
        return within(NORTHGATE, () -> copies.find(NORTHGATE, file)).orElseThrow();
    }

    private List<String> copies(TenantId tenant) {
        return within(
                tenant,
                () -> transaction.execute(_ -> jdbc.sql("select name from object_copy")
                        .query(String.class)
                        .list()));
    }

    private long waiting(TenantId tenant) {
        return within(tenant, () -> copies.waiting(tenant)).files();
    }

    private long requests(String operation) {
        var counter = meters.find("dayside.archive.s3.requests")
                .tag("operation", operation)
                .counter();
        return counter == null ? 0 : Math.round(counter.count());
    }

    private Scrubber.Report scrub() throws IOException {
        try (var stored = new ScrubbedBytes(objects.files(), bucket)) {
            return within(NORTHGATE, () -> new Scrubber(stored, jdbc, transaction).scrub(NORTHGATE, (_, _) -> {}));
        }
    }

    /** Alters a byte of a copy and returns the copy as it was. */
    private static byte[] flip(String file, long at) {
        var whole = Remote.S3.get(key(file));
        var flipped = whole.clone();
        flipped[(int) at] ^= 1;
        Remote.S3.put(key(file), flipped);
        return whole;
    }

    private List<Path> arriving() throws IOException {
        return ObjectFiles.children(objects.files().folder(NORTHGATE).resolve(ObjectFiles.INCOMING));
    }

    private List<Path> fetched() throws IOException {
        return ObjectFiles.children(objects.files().folder(NORTHGATE).resolve(ObjectFiles.FETCHED));
    }

    private List<Path> fetchedOf(String file) throws IOException {
        var name = Path.of(file).getFileName().toString();
        return fetched().stream()
                .filter(path -> path.getFileName().toString().startsWith(name))
                .toList();
    }

    private long fetchedBytes() throws IOException {
        return fetched().stream().mapToLong(path -> path.toFile().length()).sum();
    }

    private void delete(CtSlice slice) throws StudyKept {
        delete(ref(slice));
    }

    private void delete(StudyRef study) throws StudyKept {
        within(
                study.tenant(),
                () -> Actor.call(Actor.user("c", "Coordinator"), () -> retention.delete(study, "sent by mistake")));
    }

    private @Nullable Instant erasedAt(CtSlice slice) {
        return within(NORTHGATE, () -> retention.deletions(ref(slice)))
                .getLast()
                .erasedAt();
    }

    private static StudyRef ref(CtSlice slice) {
        return new StudyRef(NORTHGATE, slice.studyUid());
    }

    private static <T, X extends Throwable> T within(TenantId tenant, ScopedValue.CallableOp<T, X> work) throws X {
        return TenantScope.call(tenant, work);
    }
}
