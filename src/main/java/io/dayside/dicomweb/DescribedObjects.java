package io.dayside.dicomweb;

import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.json.JsonReader;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.model.ModelLimits;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.xml.XmlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

/**
 * Stores what documents in JSON or XML describe, PS3.18 10.5.1, as if each object had come whole. One description is held
 * at a time.
 */
final class DescribedObjects {

    static final String JSON = "application/dicom+json";
    static final String XML = "application/dicom+xml";

    private static final int MIB = 1024 * 1024;
    private static final ModelLimits LIMITS = new ModelLimits(128, 200_000, 16 * MIB, 64, 64L * MIB);

    private final BulkParts bulk;
    private final ValueMemory values;
    private final ObjectStoring storing;
    private final StoreAnswer answer;

    DescribedObjects(BulkParts bulk, ValueMemory values, ObjectStoring storing, StoreAnswer answer) {
        this.bulk = bulk;
        this.values = values;
        this.storing = storing;
        this.answer = answer;
    }

    /** Stores what a document describes, up to the place where it cannot be read. */
    void store(Spool.Kept document, String type) throws IOException {
        try (var in = document.open()) {
            if (type.equals(JSON)) {
                JsonReader.readAll(in, LIMITS, null, this::storeUnchecked);
            } else {
                storeOne(XmlReader.read(in, LIMITS, null));
            }
        } catch (MalformedDataset _) {
            answer.failed("", "", Status.CannotUnderstand);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void storeUnchecked(ModelDataset described) {
        try {
            storeOne(described);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void storeOne(ModelDataset described) throws IOException {
        var dataset = described.attributes();
        var sopClassUid = dataset.getString(Tag.SOPClassUID, "");
        var sopInstanceUid = dataset.getString(Tag.SOPInstanceUID, "");
        try (var _ = values.take(AssembledObject.heldBytes(described, bulk))) {
            var object = AssembledObject.of(described, bulk);
            var meta = FileMetaInformation.of(
                    sopClassUid, sopInstanceUid, object.syntax().uid());
            try (var encoded = object.encoded()) {
                storing.store(meta, object.syntax(), encoded);
            }
        } catch (AssembledObject.Impossible e) {
            answer.failed(sopClassUid, sopInstanceUid, e.reason());
        } catch (CharacterCodingException _) {
            answer.failed(sopClassUid, sopInstanceUid, Status.CannotUnderstand);
        }
    }
}
