package io.dayside.dicom.data;

/**
 * How much a data set may ask of its reader. All are enforced on bytes really read or produced, or sooner.
 *
 * @param maxDepth levels of nested sequences
 * @param maxElements elements, items and fragments of one data set, all levels together
 * @param maxMetadataBytes everything but top-level bulk data
 * @param maxBulkBytes top-level pixel data, waveform, document or other bulk value
 * @param maxInflatedBytes what a deflated data set may become
 */
public record DicomLimits(
        int maxDepth, int maxElements, long maxMetadataBytes, long maxBulkBytes, long maxInflatedBytes) {

    private static final long MIB = 1024L * 1024;

    /** Real reports rarely nest deeper than 15 levels; the largest usual objects stay below 1 GiB. */
    public static final DicomLimits DEFAULT = new DicomLimits(64, 1_000_000, 64 * MIB, 1024 * MIB, 256 * MIB);

    public DicomLimits {
        if (maxDepth < 0 || maxElements < 1 || maxMetadataBytes < 1 || maxBulkBytes < 1 || maxInflatedBytes < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public DicomLimits withMaxBulkBytes(long bytes) {
        return new DicomLimits(maxDepth, maxElements, maxMetadataBytes, bytes, maxInflatedBytes);
    }
}
