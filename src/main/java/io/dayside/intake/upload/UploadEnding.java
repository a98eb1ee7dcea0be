package io.dayside.intake.upload;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends an upload: looks for what a medium's directory names and nobody brought, and leaves an entry in the trail. */
@Component
class UploadEnding {

    private static final Logger log = LoggerFactory.getLogger(UploadEnding.class);

    /** A medium has some; the archive's own entries name every study. */
    private static final int MOST_STUDIES_NAMED = 100;

    private final UploadRows rows;
    private final FileRows files;
    private final UploadFolders folders;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    UploadEnding(
            UploadRows rows,
            FileRows files,
            UploadFolders folders,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.files = files;
        this.folders = folders;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @param upload in state {@code ENDING}, of which nothing is being imported */
    void end(Upload upload) throws IOException {
        var id = upload.id();
        var brought = TenantScope.call(id.tenant(), () -> transaction.execute(_ -> files.all(id)));
        var broken = upload.ending() == Upload.Ending.FINISHED && brought != null
                ? brokenReferences(id, brought)
                : Map.<Integer, List<FileReport.Note>>of();
        TenantScope.run(
                id.tenant(),
                () -> Actor.run(actor(upload), () -> transaction.executeWithoutResult(_ -> end(upload, broken))));
        folders.delete(id);
    }

    /** Refuses what is whole and not in the archive, and ends the upload if all was there. */
    void abandon(UploadId id) {
        TenantScope.run(
                id.tenant(),
                () -> transaction.executeWithoutResult(_ -> rows.lock(id)
                        .filter(upload -> upload.state() != Upload.State.ENDED)
                        .ifPresent(upload -> {
                            files.all(id).stream()
                                    .filter(file -> file.state() == UploadFile.State.WHOLE)
                                    .forEach(file ->
                                            files.imported(id, file.number(), FileReport.unreadable(file.name())));
                            Actor.run(actor(upload), () -> end(upload, Map.of()));
                        })));
    }

    private void end(Upload upload, Map<Integer, List<FileReport.Note>> broken) {
        var id = upload.id();
        var ending = upload.ending();
        if (ending == null || rows.lock(id).stream().noneMatch(one -> one.state() == Upload.State.ENDING)) {
            return;
        }
        broken.forEach((number, notes) -> files.refuse(id, number, notes));
        rows.become(id, Upload.State.ENDED, ending, clock.instant());
        trail.append(
                AuditEvent.of(id.tenant(), AuditAction.FILES_UPLOADED, "upload:" + id.id(), details(upload, ending)));
    }

    private static Actor actor(Upload upload) {
        return upload.ending() == Upload.Ending.EXPIRED
                ? Actor.system("intake")
                : Actor.user(upload.owner(), upload.ownerName());
    }

    private Map<String, String> details(Upload upload, Upload.Ending ending) {
        var totals = files.totals(upload.id());
        var studies = files.studies(upload.id());
        var details = new HashMap<String, String>();
        details.put("ending", ending.name());
        details.put("owner", upload.ownerName());
        details.put("facility", upload.facility());
        details.put("files", Integer.toString(totals.files()));
        details.put("stored", Integer.toString(totals.stored()));
        details.put("held before", Integer.toString(totals.heldBefore()));
        details.put("kept aside", Integer.toString(totals.keptAside()));
        details.put("refused", Integer.toString(totals.refused()));
        details.put("skipped", Integer.toString(totals.skipped()));
        details.put("studies", Integer.toString(studies.size()));
        details.put(
                "study",
                studies.stream()
                        .limit(MOST_STUDIES_NAMED)
                        .map(FileRows.StudyCount::studyInstanceUid)
                        .collect(Collectors.joining(" ")));
        return details;
    }

    /** By the number of the first directory. */
    private Map<Integer, List<FileReport.Note>> brokenReferences(UploadId id, List<UploadFile> brought) {
        var kept = brought.stream()
                .filter(file ->
                        MediumDirectory.isName(file.name()) && Files.isRegularFile(folders.file(id, file.number())))
                .toList();
        if (kept.isEmpty()) {
            return Map.of();
        }
        var directories = new MediumDirectories();
        brought.forEach(file -> directories.brought(file.name()));
        for (var directory : kept) {
            read(id, directory, directories);
        }
        var notes = new ArrayList<FileReport.Note>();
        directories.broken(notes::add);
        return notes.isEmpty() ? Map.of() : Map.of(kept.getFirst().number(), notes);
    }

    private void read(UploadId id, UploadFile directory, MediumDirectories directories) {
        try {
            // Those beyond the bound are not even opened.
            var dataset = directories.isFull()
                    ? new Attributes()
                    : DicomFile.readHeader(folders.file(id, directory.number())).dataset();
            directories.add(directory.name(), dataset);
        } catch (IOException | MalformedDataset e) {
            log.warn("{} a medium's directory could not be read: {}", id, e.toString());
        }
    }
}
