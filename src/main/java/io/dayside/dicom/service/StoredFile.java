package io.dayside.dicom.service;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.EncodedDataset;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.Decompression;
import io.dayside.dicom.frame.FrameSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that can be retrieved: as it stands, passed on without being understood, or in an uncompressed encoding, for
 * which it is read into memory.
 */
public final class StoredFile implements Retrievable {

    private final Path file;
    private final String sopClassUid;
    private final String sopInstanceUid;
    private final TransferSyntax syntax;

    private StoredFile(Path file, DicomFile header) {
        this.file = file;
        this.sopClassUid = header.dataset().getString(Tag.SOPClassUID, "");
        this.sopInstanceUid = header.dataset().getString(Tag.SOPInstanceUID, "");
        this.syntax = header.meta().transferSyntax();
    }

    public static StoredFile of(Path file) throws IOException, MalformedDataset {
        return new StoredFile(file, DicomFile.readHeader(file));
    }

    @Override
    public String sopClassUid() {
        return sopClassUid;
    }

    @Override
    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    @Override
    public List<String> transferSyntaxUids() {
        Set<String> syntaxes = new LinkedHashSet<>(List.of(syntax.uid()));
        if (FrameSource.decodes(syntax)) {
            syntaxes.addAll(List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian));
        }
        return List.copyOf(syntaxes);
    }

    @Override
    public InputStream open(String transferSyntaxUid) throws IOException {
        try {
            return transferSyntaxUid.equals(syntax.uid()) ? asItStands() : converted(transferSyntaxUid);
        } catch (MalformedDataset | CannotDecode e) {
            throw new IOException("the stored object cannot be converted: " + e.getMessage(), e);
        }
    }

    private InputStream asItStands() throws IOException, MalformedDataset, CannotDecode {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            EncodedDataset dataset = DicomFile.openDataset(in);
            if (!dataset.syntax().uid().equals(syntax.uid())) {
                in.close();
                return converted(syntax.uid());
            }
            return dataset.bytes();
        } catch (IOException | MalformedDataset | CannotDecode | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private InputStream converted(String transferSyntaxUid) throws IOException, MalformedDataset, CannotDecode {
        DicomFile read = DicomFile.read(file);
        boolean keepsCompression = transferSyntaxUid.equals(syntax.uid());
        DicomFile whole = keepsCompression ? read : Decompression.decompress(read);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.of(transferSyntaxUid), whole.dataset());
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
