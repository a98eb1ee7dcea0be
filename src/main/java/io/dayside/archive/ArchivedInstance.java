package io.dayside.archive;

/**
 * One row of the index.
 *
 * @param frames number of frames, 1 for a single image, 0 where there is no pixel data
 * @param rows of one frame, 0 where there is no pixel data
 * @param datasetSha256 of the encoded data set, in hexadecimal digits; changes when the instance is replaced
 */
public record ArchivedInstance(
        StudyRef study,
        String seriesInstanceUid,
        int seriesNumber,
        String seriesDescription,
        String modality,
        String sopClassUid,
        String sopInstanceUid,
        int instanceNumber,
        String transferSyntaxUid,
        int frames,
        int rows,
        int columns,
        long bytes,
        String datasetSha256) {}
