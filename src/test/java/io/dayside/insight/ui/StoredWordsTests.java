package io.dayside.insight.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.Hospital;
import org.junit.jupiter.api.Test;

class StoredWordsTests {

    private static final long GIB = 1L << 30;
    private static final Hospital.Quota QUOTA = new Hospital.Quota(500 * GIB, null);

    @Test
    void storedBesideTheQuotaAndWarnedFromFourFifths() {
        assertThat(StoredWords.of(405 * GIB, QUOTA)).isEqualTo("405.0 of 500 GiB, 81 %");
        assertThat(StoredWords.of(3 * GIB / 2, null)).isEqualTo("1.5 GiB");

        assertThat(StoredWords.warns(400 * GIB - 1, QUOTA)).isFalse();
        assertThat(StoredWords.warns(400 * GIB, QUOTA)).isTrue();
        assertThat(StoredWords.warns(Long.MAX_VALUE, null)).isFalse();
    }
}
