package io.dayside.dicom.data;

/** Bytes that are no DICOM data set. Says where, never what: values may identify a patient. */
public final class MalformedDataset extends Exception {

    /** What is wrong. */
    public enum Problem {
        NOT_DICOM,
        NOT_JSON,
        NOT_XML,
        TRUNCATED,
        BAD_TAG,
        DUPLICATE_TAG,
        BAD_VR,
        BAD_LENGTH,
        UNDEFINED_LENGTH,
        STRAY_DELIMITER,
        ITEM_EXPECTED,
        BAD_DEFLATE,
        BAD_VALUE,
        TOO_DEEP,
        TOO_MANY_ELEMENTS,
        METADATA_TOO_LARGE,
        BULK_TOO_LARGE,
        INFLATED_TOO_LARGE,
        VALUE_TOO_LARGE
    }

    private final Problem problem;
    private final String tagPath;
    private final long offsetBytes;

    /**
     * @param tagPath tags from the top down, with item numbers from 1: {@code (0040,A730)[2].(0008,0100)}
     * @param offsetBytes position in the data set, after inflation, or in the file or document where it is read from one
     */
    public MalformedDataset(Problem problem, String tagPath, long offsetBytes) {
        super("%s at %s, byte %d".formatted(problem, tagPath.isEmpty() ? "start" : tagPath, offsetBytes));
        this.problem = problem;
        this.tagPath = tagPath;
        this.offsetBytes = offsetBytes;
    }

    public Problem problem() {
        return problem;
    }

    public String tagPath() {
        return tagPath;
    }

    public long offsetBytes() {
        return offsetBytes;
    }
}
