package io.dayside.dicomweb;

import io.dayside.dicom.data.LookAhead;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;

/**
 * Which study and series an encoded data set belongs to, read ahead of its storage.
 *
 * @param dataset all of its bytes, those read ahead included
 */
record StudyOfDataset(String studyUid, String seriesUid, InputStream dataset) {

    static StudyOfDataset read(InputStream dataset, TransferSyntax syntax) throws IOException, MalformedDataset {
        var ahead = LookAhead.read(dataset, syntax, Tag.SeriesInstanceUID);
        return new StudyOfDataset(
                ahead.elements().getString(Tag.StudyInstanceUID, ""),
                ahead.elements().getString(Tag.SeriesInstanceUID, ""),
                ahead.dataset());
    }
}
