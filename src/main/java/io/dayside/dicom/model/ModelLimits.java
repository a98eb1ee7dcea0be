package io.dayside.dicom.model;

/**
 * How much a JSON or XML document may ask of its reader.
 *
 * @param maxNesting objects and arrays, or elements, within each other; a sequence takes three levels
 * @param maxElements elements and items of one data set, all levels together
 * @param maxValueLength characters of one value, inline binary in its base64 form
 * @param maxNumberLength characters of one JSON number
 * @param maxDocumentBytes of the whole document
 */
public record ModelLimits(
        int maxNesting, int maxElements, int maxValueLength, int maxNumberLength, long maxDocumentBytes) {

    private static final int MEBI = 1024 * 1024;

    /** What is larger belongs into bulk data of its own. */
    public static final ModelLimits DEFAULT = new ModelLimits(128, 1_000_000, 64 * MEBI, 64, 256L * MEBI);

    public ModelLimits {
        if (maxNesting < 1 || maxElements < 1 || maxValueLength < 1 || maxNumberLength < 1 || maxDocumentBytes < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
