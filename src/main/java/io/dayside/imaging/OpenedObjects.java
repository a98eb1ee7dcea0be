package io.dayside.imaging;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.InstanceReplaced;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.imaging.StudyManifest.Instance;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Objects read from the archive. They change under one UID only where a coordinator replaces one, so that what was read
 * once may be kept: descriptions of many, and the bytes of the multi-frame objects shown last. Keys hold the tenant.
 */
@Component
class OpenedObjects {

    private static final int MAX_DESCRIPTIONS = 20_000;

    /** A cine loop is asked for frame by frame; reading the whole object for each would be quadratic. */
    private static final long MAX_KEPT_BYTES = 256L * 1024 * 1024;

    private final Archive archive;
    private final Map<Key, Instance> descriptions = lastUsed();

    /** Of the objects with a frame that turned out to be broken: what is wrong with it. */
    private final Map<Key, String> broken = lastUsed();

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
        var known = descriptions.get(Key.of(instance));
        if (known != null) {
            return known;
        }
        var described = read(instance);
        descriptions.put(Key.of(instance), described);
        return described;
    }

    private Instance read(ArchivedInstance instance) throws IOException {
        try {
            var header = header(instance);
            return RealPictures.arePossible(header) ? readAll(instance) : Pictures.describe(instance, header);
        } catch (MalformedDataset _) {
            return Pictures.notViewable(instance, "The object cannot be read");
        }
    }

    private Attributes header(ArchivedInstance instance) throws IOException, MalformedDataset {
        try (var object = archive.open(instance.study().tenant(), instance.sopInstanceUid())) {
            return DicomFile.readHeader(object).dataset();
        }
    }

    private Instance readAll(ArchivedInstance instance) throws IOException, MalformedDataset {
        try (var object = archive.open(instance.study().tenant(), instance.sopInstanceUid())) {
            return RealPictures.describe(instance, object);
        }
    }

    private static <V> Map<Key, V> lastUsed() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
                return size() > MAX_DESCRIPTIONS;
            }
        });
    }

    @TransactionalEventListener
    void on(InstanceReplaced replaced) {
        var key = new Key(replaced.study().tenant(), replaced.sopInstanceUid());
        descriptions.remove(key);
        broken.remove(key);
        forget(key);
    }

    private synchronized void forget(Key key) {
        var kept = files.remove(key);
        if (kept != null) {
            keptBytes -= kept.bytes();
        }
    }

    /** Notes that a frame of the object cannot be decoded; the others are still offered. */
    void isBroken(ArchivedInstance instance, String reason) {
        broken.put(Key.of(instance), reason);
    }

    /** In plain words why the viewer does not show the object whole; empty where it does, as far as is known. */
    String notShown(ArchivedInstance instance) throws IOException {
        var described = describe(instance);
        return described.viewable()
                ? broken.getOrDefault(Key.of(instance), "")
                : Objects.requireNonNullElse(described.reason(), "");
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
