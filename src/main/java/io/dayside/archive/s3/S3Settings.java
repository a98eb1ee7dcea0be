package io.dayside.archive.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where stored files are copied to, {@code dayside.archive.s3}. Without a bucket they stay on the local disk only.
 *
 * @param endpoint of a store that is not Amazon's; null for Amazon's of the region
 * @param pathStyle whether the bucket stands in the path instead of the host name
 * @param accessKeyId null for the default chain of the AWS SDK: environment, profile, web identity, instance role
 * @param prefix of every key, without a slash at its end; empty for none
 * @param partSize of a multipart upload; larger files are uploaded in such parts
 * @param blockSize what is fetched at once where an object in a segment is asked for
 * @param cacheSize bound of the fetched blocks of all tenants together on the local disk
 * @param localSize how much of the local disk stored files may take before the least recently read are evicted; null for
 *     all of them
 * @param sealAfter age at which a segment that is not full is closed, so that it is copied
 * @param timeout for making a connection, and for waiting without any progress
 */
@ConfigurationProperties("dayside.archive.s3")
public record S3Settings(
        @Nullable String bucket,
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("false") boolean pathStyle,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @DefaultValue("") String prefix,
        @DefaultValue("16MB") DataSize partSize,
        @DefaultValue("8MB") DataSize blockSize,
        @DefaultValue("1GB") DataSize cacheSize,
        @Nullable DataSize localSize,
        @DefaultValue("15m") Duration sealAfter,
        @DefaultValue("10s") Duration timeout) {

    /** Of S3, for every part but the last. */
    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);

    private static final DataSize SMALLEST_BLOCK = DataSize.ofKilobytes(64);
    private static final DataSize LARGEST_BLOCK = DataSize.ofMegabytes(64);

    public S3Settings {
        require(bucket == null || !bucket.isBlank(), "bucket has a name, or is left away");
        require(partSize.compareTo(SMALLEST_PART) >= 0, "part-size is 5 MB at least");
        require(
                blockSize.compareTo(SMALLEST_BLOCK) >= 0 && blockSize.compareTo(LARGEST_BLOCK) <= 0,
                "block-size is between 64 KB and 64 MB");
        require(timeout.isPositive(), "timeout is positive");
        require(sealAfter.isPositive(), "seal-after is positive");
        require(
                (accessKeyId == null) == (secretAccessKey == null),
                "access-key-id and secret-access-key come together");
        require(!prefix.endsWith("/") && !prefix.startsWith("/"), "prefix has no slash at its beginning or end");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("dayside.archive.s3: " + rule);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Settings[bucket=%s, endpoint=%s, region=%s]".formatted(bucket, endpoint, region);
    }
}
