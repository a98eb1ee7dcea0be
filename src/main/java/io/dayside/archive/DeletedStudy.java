package io.dayside.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Proof of a deletion. Published inside the transaction that deletes.
 *
 * @param instances objects that were deleted, those set aside under the study's UID among them
 * @param bytes of all data sets together
 * @param manifestSha256 in hexadecimal, of the lines {@code SOP Instance UID, space, SHA-256 of the data set} in
 *     ascending order, each ended by a line feed
 * @param erasedAt when the last of the bytes was gone from the disk; null while some are left
 */
public record DeletedStudy(
        StudyRef study,
        String because,
        Instant deletedAt,
        int instances,
        long bytes,
        String manifestSha256,
        @Nullable Instant erasedAt) {}
