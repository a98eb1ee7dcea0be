package io.dayside.dicom.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A DICOM file, PS3.10: meta information and data set.
 *
 * @param warnings what the reader let pass
 */
public record DicomFile(FileMetaInformation meta, Attributes dataset, List<ReadWarning> warnings) {

    public DicomFile {
        warnings = List.copyOf(warnings);
    }

    public DicomFile(FileMetaInformation meta, Attributes dataset) {
        this(meta, dataset, List.of());
    }

    /** Reads up to the pixel data, (7FE0,0010) or its floating point kin, and not beyond. */
    public static DicomFile readHeader(Path file) throws IOException, MalformedDataset {
        return readHeader(file, DicomLimits.DEFAULT);
    }

    public static DicomFile readHeader(Path file, DicomLimits limits) throws IOException, MalformedDataset {
        try (InputStream in = Files.newInputStream(file)) {
            return new FileReader(new ByteSource(in, Files.size(file)), limits).read(true);
        }
    }

    /** Reads up to the pixel data; the stream, left open, may have been read some way beyond. */
    public static DicomFile readHeader(InputStream in) throws IOException, MalformedDataset {
        return readHeader(in, DicomLimits.DEFAULT);
    }

    public static DicomFile readHeader(InputStream in, DicomLimits limits) throws IOException, MalformedDataset {
        return new FileReader(new ByteSource(in), limits).read(true);
    }

    /** Reads everything, pixel data included. */
    public static DicomFile read(Path file) throws IOException, MalformedDataset {
        return read(file, DicomLimits.DEFAULT);
    }

    public static DicomFile read(Path file, DicomLimits limits) throws IOException, MalformedDataset {
        try (InputStream in = Files.newInputStream(file)) {
            return new FileReader(new ByteSource(in, Files.size(file)), limits).read(false);
        }
    }

    /** Reads everything to the end of the stream, which is left open. */
    public static DicomFile read(InputStream in) throws IOException, MalformedDataset {
        return read(in, DicomLimits.DEFAULT);
    }

    public static DicomFile read(InputStream in, DicomLimits limits) throws IOException, MalformedDataset {
        return new FileReader(new ByteSource(in), limits).read(false);
    }

    /** Reads the meta information, and leaves the data set to be read from the result. */
    public static EncodedDataset openDataset(InputStream in) throws IOException, MalformedDataset {
        return new FileReader(new ByteSource(in), DicomLimits.DEFAULT).open();
    }

    /** Writes preamble, prefix and meta information; what follows must be a data set in the syntax named there. */
    public static void writeMeta(OutputStream out, FileMetaInformation meta) throws IOException {
        DicomOutput.writeMeta(out, meta);
    }

    /** Writes a file with a preamble of zeros, in the transfer syntax of the meta information; the stream stays open. */
    public static void write(OutputStream out, FileMetaInformation meta, Attributes dataset) throws IOException {
        DicomOutput.writeMeta(out, meta);
        DicomOutput.writeDataset(out, meta.transferSyntax(), dataset);
    }

    /** Writes a file; an existing one is replaced. Neither atomic nor synced to the disk. */
    public static void write(Path file, FileMetaInformation meta, Attributes dataset) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024)) {
            write(out, meta, dataset);
        }
    }
}
