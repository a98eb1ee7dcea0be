package io.dayside.intake.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Rows of one upload's files and of what became of them. Every method joins the running transaction. */
@Component
class FileRows {

    /** Names beyond these are counted only. */
    static final int MOST_NOTES = 1000;

    private final UploadRows uploads;

    FileRows(UploadRows uploads) {
        this.uploads = uploads;
    }

    /** Sums over an upload's files. */
    record Totals(
            int files,
            int whole,
            int imported,
            long bytes,
            long receivedBytes,
            int stored,
            int heldBefore,
            int keptAside,
            int refused,
            int skipped) {}

    /** Objects that an upload brought for a study. */
    record StudyCount(String studyInstanceUid, int instances) {}

    Totals totals(UploadId id) {
        return uploads.of(id, """
                select count(*) files, count(*) filter (where state <> 'ARRIVING') whole,
                       count(*) filter (where state = 'IMPORTED') imported,
                       coalesce(sum(bytes), 0) bytes, coalesce(sum(received_bytes), 0) received,
                       coalesce(sum(stored), 0) stored, coalesce(sum(held_before), 0) held,
                       coalesce(sum(kept_aside), 0) aside, coalesce(sum(refused), 0) refused,
                       coalesce(sum(skipped), 0) skipped
                from upload_file where tenant_id = :tenant and upload_id = :upload""")
                .query((row, _) -> new Totals(
                        row.getInt("files"),
                        row.getInt("whole"),
                        row.getInt("imported"),
                        row.getLong("bytes"),
                        row.getLong("received"),
                        row.getInt("stored"),
                        row.getInt("held"),
                        row.getInt("aside"),
                        row.getInt("refused"),
                        row.getInt("skipped")))
                .single();
    }

    int count(UploadId id) {
        return uploads.of(id, "select count(*) from upload_file where tenant_id = :tenant and upload_id = :upload")
                .query(Integer.class)
                .single();
    }

    List<UploadFile> all(UploadId id) {
        return uploads.of(id, """
                select * from upload_file where tenant_id = :tenant and upload_id = :upload order by number""").query(FileRows::file).list();
    }

    Optional<UploadFile> find(UploadId id, int number) {
        return uploads.of(id, """
                select * from upload_file where tenant_id = :tenant and upload_id = :upload and number = :number""").param("number", number).query(FileRows::file).optional();
    }

    Optional<UploadFile> same(UploadId id, String name, long bytes, long modifiedMs) {
        return uploads.of(id, """
                select * from upload_file where tenant_id = :tenant and upload_id = :upload
                and name = :name and bytes = :bytes and modified_ms = :modified""")
                .param("name", name)
                .param("bytes", bytes)
                .param("modified", modifiedMs)
                .query(FileRows::file)
                .optional();
    }

    /** The next file that is whole and not yet in the archive. */
    Optional<UploadFile> nextWhole(UploadId id) {
        return uploads.of(id, """
                select * from upload_file where tenant_id = :tenant and upload_id = :upload and state = 'WHOLE'
                order by number limit 1""").query(FileRows::file).optional();
    }

    /** Whoever calls this holds the upload's lock. */
    UploadFile add(UploadId id, String name, long bytes, long modifiedMs) {
        return uploads.of(id, """
                insert into upload_file (tenant_id, upload_id, number, name, bytes, modified_ms, state)
                select :tenant, :upload, coalesce(max(number), 0) + 1, :name, :bytes, :modified, :state
                from upload_file where tenant_id = :tenant and upload_id = :upload
                returning *""")
                .param("name", name)
                .param("bytes", bytes)
                .param("modified", modifiedMs)
                .param("state", (bytes == 0 ? UploadFile.State.WHOLE : UploadFile.State.ARRIVING).name())
                .query(FileRows::file)
                .single();
    }

    /**
     * Says how many bytes are on the disk for good; with the last one the file is whole.
     *
     * @return whether there is such a file that was still arriving
     */
    boolean received(UploadId id, int number, long bytes) {
        return uploads.of(id, """
                update upload_file set received_bytes = :bytes,
                       state = case when bytes = :bytes then 'WHOLE' else state end
                where tenant_id = :tenant and upload_id = :upload and number = :number and state = 'ARRIVING'""").param("number", number).param("bytes", bytes).update() == 1;
    }

    /** Whether there was such a file that was still arriving. */
    boolean deleteArriving(UploadId id, int number) {
        return uploads.of(id, """
                        delete from upload_file where tenant_id = :tenant and upload_id = :upload
                        and number = :number and state = 'ARRIVING'""").param("number", number).update() == 1;
    }

    void imported(UploadId id, int number, FileReport report) {
        uploads.of(id, """
                update upload_file set state = 'IMPORTED', stored = :stored, held_before = :held,
                       kept_aside = :aside, refused = :refused, skipped = :skipped
                where tenant_id = :tenant and upload_id = :upload and number = :number""")
                .param("number", number)
                .param("stored", report.stored())
                .param("held", report.heldBefore())
                .param("aside", report.keptAside())
                .param("refused", report.refused())
                .param("skipped", report.skipped())
                .update();
        report.studies().forEach((study, instances) -> addToStudy(id, study, instances));
        addNotes(id, report.notes());
    }

    /** Adds to what was refused of an imported file. */
    void refuse(UploadId id, int number, List<FileReport.Note> notes) {
        uploads.of(id, """
                update upload_file set refused = refused + :count
                where tenant_id = :tenant and upload_id = :upload and number = :number""").param("number", number).param("count", notes.size()).update();
        addNotes(id, notes);
    }

    private void addToStudy(UploadId id, String studyInstanceUid, int instances) {
        uploads.of(id, """
                insert into upload_study (tenant_id, upload_id, study_instance_uid, instances)
                values (:tenant, :upload, :study, :instances)
                on conflict (tenant_id, upload_id, study_instance_uid)
                do update set instances = upload_study.instances + excluded.instances""")
                .param("study", studyInstanceUid)
                .param("instances", instances)
                .update();
    }

    private void addNotes(UploadId id, List<FileReport.Note> notes) {
        int room = MOST_NOTES
                - uploads.of(id, "select count(*) from upload_note where tenant_id = :tenant and upload_id = :upload")
                        .query(Integer.class)
                        .single();
        notes.stream()
                .limit(Math.max(0, room))
                .forEach(note -> uploads.of(id, """
                insert into upload_note (tenant_id, upload_id, name, why) values (:tenant, :upload, :name, :why)""")
                        .param("name", note.name())
                        .param("why", note.why().name())
                        .update());
    }

    List<FileReport.Note> notes(UploadId id) {
        return uploads.of(id, """
                select name, why from upload_note where tenant_id = :tenant and upload_id = :upload order by id""")
                .query((row, _) -> new FileReport.Note(row.getString("name"), LeftOut.valueOf(row.getString("why"))))
                .list();
    }

    List<StudyCount> studies(UploadId id) {
        return uploads.of(id, """
                select study_instance_uid, instances from upload_study
                where tenant_id = :tenant and upload_id = :upload order by study_instance_uid""")
                .query((row, _) -> new StudyCount(row.getString("study_instance_uid"), row.getInt("instances")))
                .list();
    }

    private static UploadFile file(ResultSet row, int number) throws SQLException {
        return new UploadFile(
                row.getInt("number"),
                row.getString("name"),
                row.getLong("bytes"),
                row.getLong("modified_ms"),
                row.getLong("received_bytes"),
                UploadFile.State.valueOf(row.getString("state")));
    }
}
