package io.dayside.intake.upload;

import io.dayside.dicom.file.WalkLimits;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of uploads.
 *
 * @param tenantBytes announced and not yet in the archive, of one hospital
 * @param fileBytes of one file
 * @param files of one upload
 * @param open uploads of one person that have not ended
 * @param idle without a byte, after which an upload expires
 * @param reported for which an ended upload's report is kept
 * @param freeBytes of the disk that are left to others
 */
@Component
record UploadLimits(
        @Value("${dayside.uploads.tenant-size:64GB}") DataSize tenantBytes,
        @Value("${dayside.uploads.file-size:16GB}") DataSize fileBytes,
        @Value("${dayside.uploads.files:20000}") int files,
        @Value("${dayside.uploads.open:10}") int open,
        @Value("${dayside.uploads.idle:24h}") Duration idle,
        @Value("${dayside.uploads.reported:7d}") Duration reported,
        @Value("${dayside.uploads.free-space:2GB}") DataSize freeBytes) {

    /** How archives are walked: as {@code ./dayside send} walks them. */
    static final WalkLimits WALK = WalkLimits.DEFAULT;
}
