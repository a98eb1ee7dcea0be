package io.dayside.priors;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.service.Retrievable;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** An object of the PACS. */
record PacsObject(Attributes dataset) implements Retrievable {

    String study() {
        return dataset.getString(Tag.StudyInstanceUID, "");
    }

    String sop() {
        return sopInstanceUid();
    }

    byte[] encoded() {
        return CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE);
    }

    PacsObject sibling() {
        return with(Tag.SOPInstanceUID, VR.UI, UIDs.random());
    }

    PacsObject ofPatient(String id) {
        return with(Tag.PatientID, VR.LO, id);
    }

    PacsObject with(int tag, VR vr, String value) {
        return new PacsObject(new Attributes().addAll(dataset).setString(tag, vr, value));
    }

    /** As a file, PS3.10. */
    byte[] file() {
        var file = new ByteArrayOutputStream();
        var meta = FileMetaInformation.of(sopClassUid(), sopInstanceUid(), UID.ExplicitVRLittleEndian);
        try {
            DicomFile.write(file, meta, dataset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    @Override
    public String sopClassUid() {
        return UID.CTImageStorage;
    }

    @Override
    public String sopInstanceUid() {
        return dataset.getString(Tag.SOPInstanceUID, "");
    }

    @Override
    public List<String> transferSyntaxUids() {
        return List.of(UID.ExplicitVRLittleEndian);
    }

    @Override
    public InputStream open(String transferSyntaxUid) {
        return new ByteArrayInputStream(encoded());
    }

    static PacsObject earlier(String patient, String date, String modality, String description) {
        var dataset = CtSlice.ofNewStudy().withPatient(patient).dataset();
        dataset.setString(Tag.StudyDate, VR.DA, date)
                .setString(Tag.Modality, VR.CS, modality)
                .setString(Tag.StudyDescription, VR.LO, description);
        dataset.remove(Tag.BodyPartExamined);
        return new PacsObject(dataset);
    }
}
