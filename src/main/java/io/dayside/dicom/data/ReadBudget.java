package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.util.ArrayList;
import java.util.List;

/** What one data set has used of its limits, and what was let pass. */
final class ReadBudget {

    private static final int MAX_WARNINGS = 100;

    private final DicomLimits limits;
    private final List<ReadWarning> warnings = new ArrayList<>();
    private final TagPath path = new TagPath();
    private int elements;
    private long metadataBytes;
    private long bulkBytes;

    ReadBudget(DicomLimits limits) {
        this.limits = limits;
    }

    TagPath path() {
        return path;
    }

    DicomLimits limits() {
        return limits;
    }

    List<ReadWarning> warnings() {
        return List.copyOf(warnings);
    }

    void warn(ReadWarning.Kind kind, int tag, long offset) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(new ReadWarning(kind, tag, offset));
        }
    }

    void countElement(long offset) throws MalformedDataset {
        if (++elements > limits.maxElements()) {
            throw malformed(Problem.TOO_MANY_ELEMENTS, offset);
        }
    }

    void countMetadata(long bytes, long offset) throws MalformedDataset {
        metadataBytes += bytes;
        if (metadataBytes > limits.maxMetadataBytes()) {
            throw malformed(Problem.METADATA_TOO_LARGE, offset);
        }
    }

    void countBulk(long bytes, long offset) throws MalformedDataset {
        bulkBytes += bytes;
        if (bulkBytes > limits.maxBulkBytes() || bytes > Integer.MAX_VALUE - 8) {
            throw malformed(Problem.BULK_TOO_LARGE, offset);
        }
    }

    void checkDepth(int depth, long offset) throws MalformedDataset {
        if (depth > limits.maxDepth()) {
            throw malformed(Problem.TOO_DEEP, offset);
        }
    }

    MalformedDataset malformed(Problem problem, long offset) {
        return new MalformedDataset(problem, path.toString(), offset);
    }
}
