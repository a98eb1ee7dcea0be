package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.EncodedDataset;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.data.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An open file about to be sent: what a C-STORE has to name, and the data set to the end of the file. */
record ObjectFile(
        String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset, InputStream file)
        implements AutoCloseable {

    static ObjectFile open(Path file) throws IOException, MalformedDataset {
        Attributes identity = readIdentity(file);
        String sopClassUid = require(identity, Tag.SOPClassUID);
        String sopInstanceUid = require(identity, Tag.SOPInstanceUID);
        InputStream in = Files.newInputStream(file);
        try {
            EncodedDataset dataset = DicomFile.openDataset(in);
            return new ObjectFile(sopClassUid, sopInstanceUid, dataset.syntax().uid(), dataset.bytes(), in);
        } catch (IOException | MalformedDataset | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The first elements of the data set itself, since meta information may belong to another object. */
    private static Attributes readIdentity(Path file) throws IOException, MalformedDataset {
        try (InputStream in = Files.newInputStream(file)) {
            EncodedDataset dataset = DicomFile.openDataset(in);
            return new DicomInput(dataset.bytes(), dataset.syntax(), DicomLimits.DEFAULT)
                    .readDatasetUntil(Tag.SOPInstanceUID + 1);
        }
    }

    private static String require(Attributes identity, int tag) throws MalformedDataset {
        String uid = identity.getString(tag, "");
        if (uid.isEmpty()) {
            throw new MalformedDataset(Problem.BAD_VALUE, Tag.toString(tag), 0);
        }
        return uid;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
