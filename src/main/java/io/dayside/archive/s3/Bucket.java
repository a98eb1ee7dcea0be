package io.dayside.archive.s3;

import io.dayside.tenancy.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Copies of a tenant's files in one S3 bucket. Names are those of the files below the tenant's folder; the key that a name
 * becomes begins with the tenant. Whatever S3 does not answer, answers late or refuses is {@link BucketUnreachable}.
 */
public final class Bucket implements AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** A megabyte a second; what comes more slowly is no answer. */
    private static final long SLOWEST_BYTES_A_MILLISECOND = 1_000;

    private static final String CONTENT_TYPE = "application/octet-stream";

    private final S3Client client;
    private final String bucket;
    private final Keys keys;
    private final long partBytes;
    private final Duration patience;

    /** @param bucket whose name it is; must exist */
    public Bucket(S3Settings settings, String bucket, MeterRegistry meters) {
        this.client = Clients.of(settings, meters);
        this.bucket = bucket;
        this.keys = Keys.below(settings.prefix());
        this.partBytes = settings.partSize().toBytes();
        this.patience = settings.timeout().multipliedBy(Clients.PATIENCE);
    }

    /** Uploads a file, in parts where it is large. A copy under the same name is replaced at once when all has come. */
    public void put(TenantId tenant, String file, long bytes, Content content) throws IOException {
        var key = keys.of(tenant, file);
        if (bytes <= partBytes) {
            upload(
                    content,
                    0,
                    bytes,
                    body -> client.putObject(request -> request.bucket(bucket).key(key), body));
        } else {
            putInParts(key, bytes, content);
        }
    }

    private void putInParts(String key, long bytes, Content content) throws IOException {
        var upload = ask(() -> {
            abortUploads(key);
            return client.createMultipartUpload(
                            request -> request.bucket(bucket).key(key).contentType(CONTENT_TYPE))
                    .uploadId();
        });
        var parts = new ArrayList<CompletedPart>();
        for (long offset = 0; offset < bytes; offset += partBytes) {
            int number = parts.size() + 1;
            var answer = upload(
                    content,
                    offset,
                    Math.min(partBytes, bytes - offset),
                    body -> client.uploadPart(
                            request -> request.bucket(bucket)
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number),
                            body));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .build());
        }
        ask(() -> client.completeMultipartUpload(request ->
                request.bucket(bucket).key(key).uploadId(upload).multipartUpload(completed -> completed.parts(parts))));
    }

    private interface Upload<T> {
        T send(RequestBody body);
    }

    private static <T> T upload(Content content, long offset, long bytes, Upload<T> upload) throws IOException {
        try (var part = new Part(content, offset, bytes)) {
            return ask(() -> upload.send(RequestBody.fromContentProvider(part, bytes, CONTENT_TYPE)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What an interrupted process left behind is not kept: it may hold bytes that are to be erased. */
    private void abortUploads(String key) {
        client.listMultipartUploads(request -> request.bucket(bucket).prefix(key)).uploads().stream()
                .filter(upload -> upload.key().equals(key))
                .forEach(upload -> client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(upload.uploadId())));
    }

    /**
     * The copy's bytes from {@code offset}. The stream ends early only where the copy does; where the connection breaks or
     * the bytes come too slowly it throws {@link BucketUnreachable}.
     *
     * @param bytes at most
     * @throws NoSuchFileException when there is no copy
     */
    public InputStream read(TenantId tenant, String file, long offset, long bytes) throws IOException {
        return bytes == 0
                ? InputStream.nullInputStream()
                : read(keys.of(tenant, file), "bytes=%d-%d".formatted(offset, offset + bytes - 1));
    }

    /** The copy's bytes from {@code offset} to its end; otherwise as {@link #read(TenantId, String, long, long)}. */
    public InputStream readFrom(TenantId tenant, String file, long offset) throws IOException {
        return read(keys.of(tenant, file), "bytes=%d-".formatted(offset));
    }

    private InputStream read(String key, String range) throws IOException {
        try {
            var answer = ask(() ->
                    client.getObject(request -> request.bucket(bucket).key(key).range(range)));
            long bytes = answer.response().contentLength();
            return new Answered(answer, bytes, patience.plusMillis(bytes / SLOWEST_BYTES_A_MILLISECOND));
        } catch (BucketUnreachable e) {
            if (e.getCause() instanceof S3Exception beyond && beyond.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw e;
        }
    }

    /** Size of the copy; empty when there is none. */
    public OptionalLong bytes(TenantId tenant, String file) throws IOException {
        var key = keys.of(tenant, file);
        try {
            return OptionalLong.of(ask(
                    () -> client.headObject(request -> request.bucket(bucket).key(key))
                            .contentLength()));
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    /** Removes the copy, every version of it and what was uploaded of it in part. */
    public void remove(TenantId tenant, String file) throws IOException {
        var key = keys.of(tenant, file);
        ask(() -> {
            abortUploads(key);
            client.deleteObject(request -> request.bucket(bucket).key(key));
            removeVersions(key, false);
            return true;
        });
    }

    /** Where the bucket keeps former versions, removes those of this copy. */
    public void removeFormerVersions(TenantId tenant, String file) throws IOException {
        var key = keys.of(tenant, file);
        ask(() -> {
            removeVersions(key, true);
            return true;
        });
    }

    private void removeVersions(String key, boolean keepLatest) {
        var listed = client.listObjectVersions(request -> request.bucket(bucket).prefix(key));
        listed.versions().stream()
                .filter(version -> version.key().equals(key) && !(keepLatest && version.isLatest()))
                .forEach(version -> client.deleteObject(
                        request -> request.bucket(bucket).key(key).versionId(version.versionId())));
        listed.deleteMarkers().stream()
                .filter(marker -> marker.key().equals(key))
                .forEach(marker -> client.deleteObject(
                        request -> request.bucket(bucket).key(key).versionId(marker.versionId())));
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND && !(e instanceof NoSuchBucketException)) {
                throw new NoSuchFileException("no copy in S3");
            }
            throw new BucketUnreachable(e);
        } catch (SdkException e) {
            throw new BucketUnreachable(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
