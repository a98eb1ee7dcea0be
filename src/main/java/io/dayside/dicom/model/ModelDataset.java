package io.dayside.dicom.model;

import io.dayside.dicom.data.Attributes;
import java.util.List;

/**
 * A data set read from a document.
 *
 * @param bulkData references that no resolver followed
 */
public record ModelDataset(Attributes attributes, List<BulkDataReference> bulkData) {

    public ModelDataset {
        bulkData = List.copyOf(bulkData);
    }
}
