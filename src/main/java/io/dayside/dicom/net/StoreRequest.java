package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;

/**
 * One object on its way in.
 *
 * @param sopInstanceUid well-formed, but only what the command claims; the data set may say otherwise
 * @param transferSyntaxUid the encoding of {@code dataset}
 * @param dataset the data set without meta information, as it arrives; what the handler leaves is thrown away
 */
public record StoreRequest(
        AssociationInfo association,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        Priority priority,
        InputStream dataset) {

    /** PS3.7 9.1.1.1. */
    public enum Priority {
        LOW,
        MEDIUM,
        HIGH
    }

    /** The data set parsed, pixel data included; it can be read only once. */
    public Attributes readDataset() throws IOException, MalformedDataset {
        return readDataset(DicomLimits.DEFAULT);
    }

    /** The data set parsed within limits. */
    public Attributes readDataset(DicomLimits limits) throws IOException, MalformedDataset {
        return new DicomInput(dataset, TransferSyntax.of(transferSyntaxUid), limits).readDataset();
    }
}
