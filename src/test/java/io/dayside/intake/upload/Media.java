package io.dayside.intake.upload;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as patients bring them. */
final class Media {

    private Media() {}

    static byte[] file(CtSlice slice) {
        return file(slice.dataset(), UID.ExplicitVRLittleEndian);
    }

    static byte[] file(Attributes dataset, String syntax) {
        var bytes = new ByteArrayOutputStream();
        try {
            DicomFile.write(bytes, FileMetaInformation.of(dataset, syntax), dataset);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** A DICOMDIR that names these files, parts of each between slashes. */
    static byte[] directory(String... fileIds) {
        var directory = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.MediaStorageDirectoryStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random());
        var records = directory.newSequence(Tag.DirectoryRecordSequence);
        for (var fileId : fileIds) {
            records.addItem().setString(Tag.ReferencedFileID, VR.CS, fileId.split("/"));
        }
        return file(directory, UID.ExplicitVRLittleEndian);
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** One entry, not compressed. */
    static byte[] zipOfStored(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            var crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
