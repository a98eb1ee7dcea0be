package io.dayside.archive.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class S3SettingsTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final String SEGMENT = "segments/01a21880-c328-761a-b1fb-d0a449e40953.seg";
    private static final String OWN_FILE = "53/01a21880-c328-761a-b1fb-d0a449e40953.dcm";

    @Test
    void withoutAnythingThereIsNoBucketAndTheRestHasItsDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new S3Settings(
                        null,
                        null,
                        "us-east-1",
                        false,
                        null,
                        null,
                        "",
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(8),
                        DataSize.ofGigabytes(1),
                        null,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, ' '",
        "part-size, 4MB",
        "block-size, 1KB",
        "block-size, 1GB",
        "timeout, 0s",
        "seal-after, 0s",
        "access-key-id, only",
        "prefix, /archive"
    })
    void whatCannotWorkIsRefused(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("dayside.archive.s3." + name, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(name);
    }

    @Test
    void theSecretIsNotPrinted() {
        var settings = bound(Map.of(
                "dayside.archive.s3.bucket", "objects",
                "dayside.archive.s3.access-key-id", "id",
                "dayside.archive.s3.secret-access-key", "hidden"));
        assertThat(settings.toString()).contains("objects").doesNotContain("hidden");
    }

    @Test
    void everyKeyBeginsWithItsTenant() {
        assertThat(Keys.below("").of(NORTHGATE, SEGMENT)).isEqualTo("northgate/" + SEGMENT);
        assertThat(Keys.below("archive").of(NORTHGATE, OWN_FILE)).isEqualTo("archive/northgate/objects/" + OWN_FILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../harbour/" + SEGMENT,
                "segments/../../harbour/" + SEGMENT,
                SEGMENT + "/..",
                SEGMENT + "\n",
                "/" + SEGMENT,
                "segments/x.seg",
                "incoming/01a21880-c328-761a-b1fb-d0a449e40953"
            })
    void whatIsNoNameOfAStoredFileHasNoKey(String name) {
        assertThatThrownBy(() -> Keys.below("").of(NORTHGATE, name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static S3Settings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("dayside.archive.s3", S3Settings.class);
    }
}
