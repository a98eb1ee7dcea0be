package io.dayside.imaging;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.imaging.StudyManifest.Instance;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Objects read from the archive. They never change under one UID, so that what was read once may be kept: descriptions of
 * many, and the bytes of the multi-frame objects shown last. Keys hold the tenant.
 */
@Component
class OpenedObjects {

    private static final int MAX_DESCRIPTIONS = 20_000;

    /** A cine loop is asked for frame by frame; reading the whole object for each would be quadratic. */
    private static final long MAX_KEPT_BYTES = 256L * 1024 * 1024;

    private final Archive archive;
    private final Map<Key, Instance> descriptions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instance> eldest) {
            return size() > MAX_DESCRIPTIONS;
        }
    };
    private final LinkedHashMap<Key, Kept> files = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    OpenedObjects(Archive archive) {
        this.archive = archive;
    }

    private record Key(TenantId tenant, String sopInstanceUid) {

        static Key of(ArchivedInstance instance) {
            return new Key(instance.study().tenant(), instance.sopInstanceUid());
        }
    }

    private record Kept(DicomFile file, long bytes) {}

    /** The description from the object's header. */
    Instance describe(ArchivedInstance instance) throws IOException {
        var known = description(Key.of(instance));
        if (known != null) {
            return known;
        }
        var described = read(instance);
        synchronized (descriptions) {
            descriptions.put(Key.of(instance), described);
        }
        return described;
    }

    private @Nullable Instance description(Key key) {
        synchronized (descriptions) {
            return descriptions.get(key);
        }
    }

    private Instance read(ArchivedInstance instance) throws IOException {
        try (var object = archive.open(instance.study().tenant(), instance.sopInstanceUid())) {
            return Pictures.describe(instance, DicomFile.readHeader(object).dataset());
        } catch (MalformedDataset _) {
            return Pictures.notViewable(instance, "The object cannot be read");
        }
    }

    /** From now on the object counts as one that cannot be shown: its frames turned out to be broken. */
    void cannotBeShown(ArchivedInstance instance, String reason) {
        synchronized (descriptions) {
            descriptions.put(Key.of(instance), Pictures.notViewable(instance, reason));
        }
    }

    /** The whole object. */
    DicomFile file(ArchivedInstance instance) throws IOException, MalformedDataset {
        var kept = kept(Key.of(instance));
        if (kept != null) {
            return kept;
        }
        try (var object = archive.open(instance.study().tenant(), instance.sopInstanceUid())) {
            var file = DicomFile.read(object);
            if (instance.frames() > 1 && instance.bytes() <= MAX_KEPT_BYTES) {
                keep(Key.of(instance), new Kept(file, instance.bytes()));
            }
            return file;
        }
    }

    private synchronized @Nullable DicomFile kept(Key key) {
        var kept = files.get(key);
        return kept == null ? null : kept.file();
    }

    private synchronized void keep(Key key, Kept kept) {
        if (files.putIfAbsent(key, kept) != null) {
            return;
        }
        keptBytes += kept.bytes();
        var eldest = files.values().iterator();
        while (keptBytes > MAX_KEPT_BYTES && eldest.hasNext()) {
            keptBytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
