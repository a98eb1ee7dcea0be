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
 * A file of PS3.10 that can be retrieved: as it stands, passed on without being understood, or in an uncompressed
 * encoding, for which it is read into memory.
 */
public final class StoredFile implements Retrievable {

    private final Source source;
    private final String sopClassUid;
    private final String sopInstanceUid;
    private final TransferSyntax syntax;

    /** Where its bytes are, read from the beginning at each call. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private StoredFile(Source source, String sopClassUid, String sopInstanceUid, TransferSyntax syntax) {
        this.source = source;
        this.sopClassUid = sopClassUid;
        this.sopInstanceUid = sopInstanceUid;
        this.syntax = syntax;
    }

    public static StoredFile of(Path file) throws IOException, MalformedDataset {
        DicomFile header = DicomFile.readHeader(file);
        return of(
                () -> Files.newInputStream(file),
                header.dataset().getString(Tag.SOPClassUID, ""),
                header.dataset().getString(Tag.SOPInstanceUID, ""),
                header.meta().transferSyntax());
    }

    /** A file of which an index says what it is. */
    public static StoredFile of(Source source, String sopClassUid, String sopInstanceUid, TransferSyntax syntax) {
        return new StoredFile(source, sopClassUid, sopInstanceUid, syntax);
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
        InputStream in = new BufferedInputStream(source.open());
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

    private DicomFile read() throws IOException, MalformedDataset {
        try (InputStream in = new BufferedInputStream(source.open())) {
            return DicomFile.read(in);
        }
    }

    private InputStream converted(String transferSyntaxUid) throws IOException, MalformedDataset, CannotDecode {
        DicomFile read = read();
        boolean keepsCompression = transferSyntaxUid.equals(syntax.uid());
        DicomFile whole = keepsCompression ? read : Decompression.decompress(read);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.of(transferSyntaxUid), whole.dataset());
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
