package io.dayside.intake;

import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.Conversions;
import io.dayside.archive.StudyRef;
import io.dayside.archive.WholeObjects;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.service.Retrievable;
import io.dayside.dicom.service.StoredFile;
import io.dayside.tenancy.TenantScope;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An object of the archive for a receiver: as it is stored, or uncompressed where the receiver does not take that. */
final class ArchivedObject implements Retrievable {

    private final ArchivedInstance instance;
    private final Conversions conversions;
    private final StoredFile file;

    ArchivedObject(ArchivedInstance instance, WholeObjects objects, Conversions conversions) {
        this.instance = instance;
        this.conversions = conversions;
        var tenant = instance.study().tenant();
        this.file = StoredFile.of(
                () -> TenantScope.call(tenant, () -> objects.open(tenant, instance.sopInstanceUid())),
                instance.sopClassUid(),
                instance.sopInstanceUid(),
                TransferSyntax.of(instance.transferSyntaxUid()));
    }

    StudyRef study() {
        return instance.study();
    }

    @Override
    public String sopClassUid() {
        return instance.sopClassUid();
    }

    @Override
    public String sopInstanceUid() {
        return instance.sopInstanceUid();
    }

    @Override
    public List<String> transferSyntaxUids() {
        return Conversions.isConvertible(instance) ? file.transferSyntaxUids() : List.of(instance.transferSyntaxUid());
    }

    @Override
    public InputStream open(String transferSyntaxUid) throws IOException {
        if (transferSyntaxUid.equals(instance.transferSyntaxUid())) {
            return file.open(transferSyntaxUid);
        }
        var memory = conversions.reserve(instance);
        try {
            return new Converted(file.open(transferSyntaxUid), memory);
        } catch (IOException | RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    /** Holds its memory until it is closed. */
    private static final class Converted extends FilterInputStream {

        private final Conversions.Memory memory;
        private boolean open = true;

        Converted(InputStream bytes, Conversions.Memory memory) {
            super(bytes);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (open) {
                open = false;
                memory.close();
            }
        }
    }
}
