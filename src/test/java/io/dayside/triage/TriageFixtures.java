package io.dayside.triage;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.model.ModelShelf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A hospital, and an archive that holds its studies in memory. */
final class TriageFixtures {

    static final TenantId NORTHGATE = new TenantId("northgate");
    static final TenantId HARBOUR = new TenantId("harbour");

    private TriageFixtures() {}

    static ArchivedStudy study(StudyRef ref, String modality, String bodyPart, String description) {
        Instant received = Instant.parse("2026-11-24T08:00:00Z");
        return new ArchivedStudy(
                ref,
                "NG",
                "NG_CT1",
                "1",
                "NORTHGATE",
                "Muster^Ada",
                null,
                "F",
                "A1",
                description,
                modality,
                bodyPart,
                null,
                1,
                1,
                received,
                received);
    }

    static Attributes object(String uid, String modality) {
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, uid)
                .setString(Tag.SeriesInstanceUID, VR.UI, "2.25.1")
                .setString(Tag.Modality, VR.CS, modality);
    }

    static Attributes square(String uid, String modality, int size, int value) {
        short[] pixels = new short[size * size];
        Arrays.fill(pixels, (short) value);
        return picture(uid, modality, size, size, pixels);
    }

    static Attributes picture(String uid, String modality, int rows, int columns, short[] pixels) {
        return object(uid, modality)
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 12)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setShorts(Tag.PixelData, VR.OW, pixels);
    }

    /** One hospital with both models enabled. */
    static final class OneHospital implements Tenants {

        private final Hospital hospital = new Hospital(
                NORTHGATE,
                "Northgate General",
                "NG",
                "NORTHGATE",
                List.of(),
                List.of(new Facility(NORTHGATE, "NG", "Northgate General", "US-NY", ZoneId.of("America/New_York"))),
                Map.of(),
                List.of(ModelShelf.HEAD_CT, ModelShelf.CHEST_FILM),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                new Hospital.Hl7Peer("RIS", "NG", "DAYSIDE"),
                null);

        @Override
        public List<Hospital> all() {
            return List.of(hospital);
        }

        @Override
        public Optional<Hospital> find(TenantId id) {
            return all().stream().filter(each -> each.id().equals(id)).findFirst();
        }

        @Override
        public Hospital get(TenantId id) {
            return find(id).orElseThrow();
        }

        @Override
        public Optional<Hospital> byCalledAeTitle(String aeTitle) {
            return Optional.empty();
        }

        @Override
        public Set<TenantId> ids() {
            return Set.of(NORTHGATE);
        }
    }

    /** Studies in memory. */
    static final class MemoryArchive implements Archive {

        private final Map<StudyRef, ArchivedStudy> studies =
                new TreeMap<>(Comparator.comparing(StudyRef::tenant).thenComparing(StudyRef::studyInstanceUid));
        private final Map<String, Attributes> objects = new TreeMap<>();
        private final Map<String, List<ArchivedInstance>> instances = new TreeMap<>();
        private String transferSyntax = UID.ExplicitVRLittleEndian;
        private int failures;

        void put(ArchivedStudy study, List<Attributes> datasets) {
            studies.put(study.ref(), study);
            List<ArchivedInstance> rows = new ArrayList<>();
            for (Attributes dataset : datasets) {
                String uid = dataset.getString(Tag.SOPInstanceUID, "");
                objects.put(uid, dataset);
                rows.add(new ArchivedInstance(
                        study.ref(),
                        dataset.getString(Tag.SeriesInstanceUID, ""),
                        1,
                        "",
                        study.modality(),
                        UID.CTImageStorage,
                        uid,
                        rows.size() + 1,
                        transferSyntax,
                        1,
                        dataset.getInt(Tag.Rows, 0),
                        dataset.getInt(Tag.Columns, 0),
                        1000,
                        ""));
            }
            instances.put(study.ref().toString(), rows);
        }

        /** The next {@code count} objects cannot be opened. */
        void failing(int count) {
            failures = count;
        }

        /** Nothing fails any more, and objects are uncompressed. */
        void working() {
            failures = 0;
            transferSyntax = UID.ExplicitVRLittleEndian;
        }

        void pretending(String syntax) {
            transferSyntax = syntax;
        }

        @Override
        public StoreOutcome store(ReceivedInstance instance) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ArchivedStudy> study(StudyRef study) {
            return Optional.ofNullable(studies.get(study));
        }

        @Override
        public List<ArchivedInstance> instances(StudyRef study) {
            return instances.getOrDefault(study.toString(), List.of());
        }

        @Override
        public InputStream open(TenantId tenant, String sopInstanceUid) throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException("the store is away");
            }
            Attributes dataset = objects.get(sopInstanceUid);
            if (dataset == null) {
                throw new IOException("no such object");
            }
            var bytes = new ByteArrayOutputStream();
            DicomFile.write(bytes, FileMetaInformation.of(dataset, transferSyntax), dataset);
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }
}
