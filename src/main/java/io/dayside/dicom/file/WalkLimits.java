package io.dayside.dicom.file;

/**
 * Bounds of a walk, held on bytes really unpacked.
 *
 * @param maxFiles files and archive entries looked at
 * @param maxRatio unpacked to packed bytes, of one entry and of a whole archive
 * @param maxEntryBytes unpacked, of one entry
 * @param maxTotalBytes unpacked, of all entries of one archive
 */
public record WalkLimits(int maxFiles, int maxRatio, long maxEntryBytes, long maxTotalBytes) {

    private static final long GIB = 1024L * 1024 * 1024;

    public static final WalkLimits DEFAULT = new WalkLimits(100_000, 100, 2 * GIB, 20 * GIB);
}
