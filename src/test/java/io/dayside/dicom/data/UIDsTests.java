package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UIDsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.10008.5.1.4.1.1.2",
                "1.2.840.10008.5.1.4.1.1.201.1",
                "1.2.840.10008.5.1.4.1.1.12.77",
                "1.2.840.10008.5.1.4.1.1.99999",
                "1.2.840.10008.5.1.4.38.1"
            })
    void storageClassesAreKnownUnknownAndRetired(String uid) {
        assertThat(UIDs.isStorageSopClass(uid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.10008.5.1.4.1.1.200.4",
                "1.2.840.10008.5.1.4.1.1.200.6",
                "1.2.840.10008.5.1.4.1.1.201.2",
                "1.2.840.10008.5.1.4.1.1.201.6",
                "1.2.840.10008.5.1.4.1.2.1.1",
                "1.2.840.10008.1.1"
            })
    void queriesBelowTheStorageRootAreNoStorage(String uid) {
        assertThat(UIDs.isStorageSopClass(uid)).isFalse();
    }

    @Test
    void storageClassesHaveNamesAndRetiredOnesAreKnown() {
        assertThat(UIDs.storageSopClasses().values()).doesNotContain("");
        assertThat(UIDs.isRetired("1.2.840.10008.5.1.4.1.1.9")).isTrue();
        assertThat(UIDs.isRetired("1.2.840.10008.5.1.4.1.1.2")).isFalse();
    }
}
