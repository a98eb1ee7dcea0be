package io.dayside.intake.upload;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where uploads stand, for their owners. */
@Component
class UploadStandings {

    private final UploadRows rows;
    private final FileRows files;
    private final UploadImports imports;
    private final UploadLimits limits;
    private final Archive archive;
    private final Studies studies;
    private final Tenants tenants;
    private final TransactionTemplate reading;

    UploadStandings(
            UploadRows rows,
            FileRows files,
            UploadImports imports,
            UploadLimits limits,
            Archive archive,
            Studies studies,
            Tenants tenants,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.files = files;
        this.imports = imports;
        this.limits = limits;
        this.archive = archive;
        this.studies = studies;
        this.tenants = tenants;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * @param whole files of which every byte is there
     * @param imported files that are in the archive or left out
     * @param looked how far the import of one large archive is, in its files; 0 between two files
     * @param stored pictures and other objects that are new
     * @param skipped files that are no DICOM objects
     * @param expiresAt when it ends if nothing more comes; null when it has ended
     */
    record Standing(
            String hospital,
            String id,
            String facility,
            Upload.State state,
            Upload.@Nullable Ending ending,
            Instant beganAt,
            @Nullable Instant expiresAt,
            int files,
            int whole,
            int imported,
            int looked,
            long bytes,
            long receivedBytes,
            int stored,
            int heldBefore,
            int keptAside,
            int refused,
            int skipped) {}

    /** Something that was brought and is not in a study. */
    record Note(String name, String why, boolean keptAside) {}

    /**
     * A study of which this upload brought something.
     *
     * @param brought objects of this upload
     * @param instances that the archive holds
     */
    record Study(
            String studyInstanceUid,
            String patientName,
            String patientId,
            @Nullable LocalDate date,
            String modality,
            String description,
            int brought,
            int instances) {}

    /** @param notes the first thousand */
    record Report(Standing standing, List<Note> notes, List<Study> studies) {}

    Standing of(Upload upload) {
        return read(upload, () -> standing(upload));
    }

    Report report(Upload upload) {
        return read(upload, () -> new Report(standing(upload), notes(upload), studies(upload)));
    }

    private <T> T read(Upload upload, Supplier<T> look) {
        archive.settle(upload.id().tenant());
        return TenantScope.call(upload.id().tenant(), () -> Objects.requireNonNull(reading.execute(_ -> look.get())));
    }

    private Standing standing(Upload known) {
        var upload = rows.find(known.id()).orElseThrow(UploadRefused::unknown);
        var totals = files.totals(upload.id());
        return new Standing(
                upload.id().tenant().code(),
                upload.id().id().toString(),
                upload.facility(),
                upload.state(),
                upload.ending(),
                upload.beganAt(),
                upload.state() == Upload.State.OPEN ? upload.touchedAt().plus(limits.idle()) : null,
                totals.files(),
                totals.whole(),
                totals.imported(),
                imports.progress(upload.id()).map(ImportProgress::looked).orElse(0),
                totals.bytes(),
                totals.receivedBytes(),
                totals.stored(),
                totals.heldBefore(),
                totals.keptAside(),
                totals.refused(),
                totals.skipped());
    }

    private List<Note> notes(Upload upload) {
        return files.notes(upload.id()).stream()
                .map(note ->
                        new Note(note.name(), note.why().words(), note.why().keptAside()))
                .toList();
    }

    /** Without those that were deleted since. */
    private List<Study> studies(Upload upload) {
        var counts = files.studies(upload.id()).stream()
                .collect(Collectors.toMap(
                        count -> new StudyRef(upload.id().tenant(), count.studyInstanceUid()),
                        FileRows.StudyCount::instances));
        return studies.all(counts.keySet()).stream()
                .sorted(Comparator.comparing(study -> study.ref().studyInstanceUid()))
                .map(study -> study(study, counts.getOrDefault(study.ref(), 0)))
                .toList();
    }

    private Study study(ArchivedStudy study, int brought) {
        return new Study(
                study.ref().studyInstanceUid(),
                study.patientName(),
                study.patientId(),
                dateOf(study),
                study.modality(),
                study.studyDescription(),
                brought,
                study.instances());
    }

    private @Nullable LocalDate dateOf(ArchivedStudy study) {
        if (study.studyInstant() == null) {
            return null;
        }
        ZoneId zone = tenants.find(study.ref().tenant())
                .flatMap(hospital -> hospital.facility(study.facility()))
                .map(Facility::zone)
                .orElse(ZoneOffset.UTC);
        return study.studyInstant().atZone(zone).toLocalDate();
    }
}
