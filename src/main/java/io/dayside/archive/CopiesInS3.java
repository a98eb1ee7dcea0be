package io.dayside.archive;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.archive.s3.Bucket;
import io.dayside.archive.s3.S3Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Copies of complete files in S3, where {@code dayside.archive.s3.bucket} names a bucket; otherwise none of this is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("dayside.archive.s3.bucket")
@EnableConfigurationProperties(S3Settings.class)
class CopiesInS3 {

    @Bean
    Bucket bucket(S3Settings settings, MeterRegistry meters) {
        return new Bucket(settings, Objects.requireNonNull(settings.bucket()), meters);
    }

    @Bean
    FetchedFiles fetchedFiles(ObjectStore objects, Bucket bucket, FileLocks locks) {
        return new FetchedFiles(objects, bucket, locks);
    }

    @Bean
    FetchedBlocks fetchedBlocks(ObjectStore objects, Bucket bucket, FileLocks locks, S3Settings settings) {
        return new FetchedBlocks(objects.files(), bucket, locks, settings);
    }

    @Bean
    Copier copier(ObjectStore objects, ObjectCopies copies, Bucket bucket, FileLocks locks) {
        return new Copier(objects.files(), copies, bucket, locks);
    }

    @Bean
    ErasedCopies erasedCopies(
            ObjectStore objects,
            ObjectCopies copies,
            Bucket bucket,
            FetchedFiles fetchedFiles,
            FetchedBlocks fetchedBlocks,
            Copier copier) {
        return new ErasedCopies(objects.files(), copies, bucket, fetchedFiles, fetchedBlocks, copier);
    }

    @Bean
    CopyCheck copyCheck(ObjectStore objects, ObjectCopies copies, Bucket bucket, FileLocks locks) {
        return new CopyCheck(objects.files(), copies, bucket, locks);
    }

    @Bean
    CopyRounds copyRounds(
            ArchiveTenants tenants,
            ObjectStore objects,
            ObjectReader reader,
            ObjectCopies copies,
            Copier copier,
            Bucket bucket,
            FileLocks locks,
            SegmentLogs logs,
            S3Settings settings,
            Clock clock,
            MeterRegistry meters) {
        var evictor = settings.localSize() == null
                ? null
                : new Evictor(
                        objects,
                        reader,
                        copies,
                        bucket,
                        locks,
                        settings.localSize().toBytes());
        return new CopyRounds(tenants, copies, copier, evictor, logs, settings.sealAfter(), clock, meters);
    }

    @Bean("copiesHealthIndicator")
    CopiesHealth copiesHealth(CopyRounds rounds) {
        return new CopiesHealth(rounds);
    }

    @Bean
    Task<Void> copyObjects(CopyRounds rounds, @Value("${dayside.archive.s3.copy-every:30s}") Duration every) {
        return Tasks.recurring("copy-objects", FixedDelay.of(every)).execute((_, _) -> {
            try {
                rounds.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
