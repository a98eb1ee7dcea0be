package io.dayside.dicomweb;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.Conversions;
import io.dayside.archive.WholeObjects;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.ObjectStream;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.Decompression;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Objects from the archive as they are stored, or in Explicit VR Little Endian. */
@Component
class StoredObjects {

    private static final int MIB = 1024 * 1024;

    /** Encapsulated documents pass through memory; the archive takes none that are larger. */
    private static final DicomLimits HEADER_LIMITS = DicomLimits.DEFAULT.withMaxBulkBytes(64L * MIB);

    private final Archive archive;
    private final WholeObjects wholeObjects;
    private final Conversions conversions;

    StoredObjects(Archive archive, WholeObjects wholeObjects, Conversions conversions) {
        this.archive = archive;
        this.wholeObjects = wholeObjects;
        this.conversions = conversions;
    }

    /** Whether the object can be had in that syntax; {@code *} stands for the one that it is stored in. */
    static boolean isAvailable(ArchivedInstance instance, String syntaxUid) {
        return syntaxUid.equals("*")
                || syntaxUid.equals(instance.transferSyntaxUid())
                || (syntaxUid.equals(UID.ExplicitVRLittleEndian) && isConvertible(instance));
    }

    static boolean isConvertible(ArchivedInstance instance) {
        return Conversions.isConvertible(instance);
    }

    InputStream open(ArchivedInstance instance) throws IOException {
        return archive.open(instance.study().tenant(), instance.sopInstanceUid());
    }

    /** For one who reads all of it. */
    private InputStream whole(ArchivedInstance instance) throws IOException {
        return wholeObjects.open(instance.study().tenant(), instance.sopInstanceUid());
    }

    /** An object in one encoding, ready to be written. What it holds is given back when it is closed. */
    interface Encoded extends Closeable {
        void writeTo(OutputStream out) throws IOException;
    }

    private record AsStored(InputStream stored) implements Encoded {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            stored.transferTo(out);
        }

        @Override
        public void close() throws IOException {
            stored.close();
        }
    }

    private record Converted(DicomFile file, Conversions.Memory memory) implements Encoded {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            var meta = FileMetaInformation.of(
                    file.meta().mediaStorageSopClassUid(),
                    file.meta().mediaStorageSopInstanceUid(),
                    UID.ExplicitVRLittleEndian);
            DicomFile.writeMeta(out, meta);
            DicomOutput.writeDataset(out, TransferSyntax.EXPLICIT_LITTLE, file.dataset());
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    /** Prepares the object in that syntax, so that what can fail has failed before the response begins. */
    Encoded encoded(ArchivedInstance instance, String syntaxUid) throws IOException {
        if (syntaxUid.equals(instance.transferSyntaxUid())) {
            return new AsStored(whole(instance));
        }
        return converted(instance);
    }

    private Encoded converted(ArchivedInstance instance) throws IOException {
        var memory = reserve(instance);
        try (var stored = whole(instance)) {
            return new Converted(Decompression.decompress(DicomFile.read(stored)), memory);
        } catch (IOException | RuntimeException | Error e) {
            memory.close();
            throw e;
        } catch (MalformedDataset e) {
            memory.close();
            throw Refusals.unreadable(e);
        } catch (CannotDecode e) {
            memory.close();
            throw new ResponseStatusException(
                    HttpStatus.NOT_ACCEPTABLE, "The object cannot be converted: " + e.getMessage() + ".", e);
        }
    }

    private Conversions.Memory reserve(ArchivedInstance instance) {
        try {
            return conversions.reserve(instance);
        } catch (Conversions.Busy e) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "Many objects are being converted; ask again.", e);
        }
    }

    /** What is done with an opened object. */
    interface Use<T> {
        T apply(ObjectStream object) throws IOException, MalformedDataset;
    }

    /** Opens the object up to its pixel data, which are not read unless they are asked for. */
    <T> T withHeader(ArchivedInstance instance, Use<T> use) throws IOException {
        try (var stored = open(instance)) {
            return use.apply(ObjectStream.open(stored, HEADER_LIMITS));
        } catch (MalformedDataset e) {
            throw Refusals.unreadable(e);
        }
    }
}
