package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a reader learns of an altered object, and how many bytes are read for it. */
class VerifiedObjectTests {

    private static final TenantId TENANT = new TenantId("northgate");
    private static final int META_BYTES = 300;
    private static final int DATASET_BYTES = 200_000;
    private static final int BYTES = META_BYTES + DATASET_BYTES;

    private final byte[] stored = new byte[BYTES];
    private final StoredObject object;
    private long bytesRead;
    private int opened;

    VerifiedObjectTests() throws Exception {
        new Random(5).nextBytes(stored);
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(stored, META_BYTES, DATASET_BYTES);
        object = new StoredObject(new Placement("segments/x.seg", 40, META_BYTES, DATASET_BYTES), digest.digest());
    }

    private VerifiedObject open() throws IOException {
        return open(stored);
    }

    private VerifiedObject open(byte[] bytes) throws IOException {
        return new VerifiedObject(() -> counted(bytes), TENANT, object);
    }

    private InputStream counted(byte[] bytes) {
        opened++;
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                bytesRead += Math.max(0, count);
                return count;
            }
        };
    }

    @Test
    void dur17WhatIsWholeIsReadOnceAndVerifyingItAheadReadsItOnceMore() throws Exception {
        try (var whole = open()) {
            assertThat(whole.readAllBytes()).isEqualTo(stored);
        }
        assertThat(opened).isEqualTo(1);
        assertThat(bytesRead).isEqualTo(BYTES);

        try (var whole = open()) {
            whole.verifyAhead();
            assertThat(bytesRead).isEqualTo(2 * BYTES);
            assertThat(whole.readAllBytes()).isEqualTo(stored);
        }
        assertThat(opened).isEqualTo(3);
        assertThat(bytesRead).isEqualTo(3 * BYTES);
    }

    @Test
    void dur17AHeaderCostsNoMoreThanItsOwnBytes() throws Exception {
        try (var whole = open()) {
            whole.readNBytes(1_000);
            whole.skipNBytes(100_000);
        }
        assertThat(bytesRead).isEqualTo(1_000);
    }

    @Test
    void dur17OfAnAlteredObjectTheLastBytesAreNotGivenOut() throws Exception {
        for (int at : new int[] {META_BYTES, BYTES / 2, BYTES - 1}) {
            var altered = stored.clone();
            altered[at] ^= 1;
            var into = new byte[BYTES];
            try (var read = open(altered)) {
                assertThat(read.readNBytes(into, 0, BYTES - 1)).isEqualTo(BYTES - 1);
                assertThatThrownBy(read::read).as("byte %d", at).isInstanceOf(DamagedObject.class);
            }
            try (var read = open(altered)) {
                assertThatThrownBy(read::verifyAhead).isInstanceOf(DamagedObject.class);
            }
        }
    }

    @Test
    void dur17AnObjectThatEndsEarlyIsDamaged() throws Exception {
        for (int length : new int[] {0, META_BYTES, BYTES - 1}) {
            try (var read = open(Arrays.copyOf(stored, length))) {
                assertThatThrownBy(read::readAllBytes).isInstanceOf(DamagedObject.class);
            }
        }
    }

    @Test
    void ownMetaInformationMayBeSkipped() throws Exception {
        var altered = stored.clone();
        altered[BYTES - 1] ^= 1;
        try (var read = open(altered)) {
            read.skipNBytes(META_BYTES);
            assertThatThrownBy(read::readAllBytes).isInstanceOf(DamagedObject.class);
        }
        try (var read = open(altered)) {
            read.skipNBytes(META_BYTES + 1);
            assertThat(read.readAllBytes()).as("nobody can say").hasSize(DATASET_BYTES - 1);
        }
    }
}
