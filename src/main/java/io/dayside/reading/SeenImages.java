package io.dayside.reading;

import static java.time.ZoneOffset.UTC;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.reading.OpenCase.ImagesRead;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far a specialist has seen a case's images. Joins the running transaction. */
@Repository
class SeenImages {

    /** Uncompressed, little and big endian: what the viewer can show. PS3.5 A.1 to A.3. */
    private static final Set<String> VIEWABLE =
            Set.of("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2");

    private final JdbcClient jdbc;
    private final Archive archive;

    SeenImages(JdbcClient jdbc, Archive archive) {
        this.jdbc = jdbc;
        this.archive = archive;
    }

    ImagesRead of(Case work, String username) {
        var images = archive.instances(work.study()).stream()
                .filter(instance -> instance.frames() > 0)
                .collect(Collectors.partitioningBy(SeenImages::viewable));
        var viewable = images.getOrDefault(true, List.of());
        int frames = viewable.stream().mapToInt(ArchivedInstance::frames).sum();
        var notViewable = images.getOrDefault(false, List.of()).stream()
                .map(SeenImages::words)
                .toList();
        return jdbc.sql("""
                        select whole_frames, read_elsewhere from images_read
                        where tenant_id = :tenant and case_id = :case and username = :username""")
                .param("tenant", work.id().tenant().code())
                .param("case", work.id().id())
                .param("username", username)
                .query((row, _) -> new ImagesRead(
                        frames, row.getInt("whole_frames"), notViewable, row.getBoolean("read_elsewhere")))
                .optional()
                .orElseGet(() -> new ImagesRead(frames, 0, notViewable, false));
    }

    void whole(CaseId id, String username, int frames, Instant at) {
        upsert(id, username, frames, false, "whole_frames = excluded.whole_frames", at);
    }

    void elsewhere(CaseId id, String username, boolean read, Instant at) {
        upsert(id, username, 0, read, "read_elsewhere = excluded.read_elsewhere", at);
    }

    private void upsert(CaseId id, String username, int frames, boolean elsewhere, String change, Instant at) {
        jdbc.sql("""
                        insert into images_read
                            (tenant_id, case_id, username, whole_frames, read_elsewhere, recorded_at)
                        values (:tenant, :case, :username, :frames, :elsewhere, :at)
                        on conflict (tenant_id, case_id, username)
                        do update set recorded_at = excluded.recorded_at,
                        """ + change)
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("username", username)
                .param("frames", frames)
                .param("elsewhere", elsewhere)
                .param("at", at.atOffset(UTC))
                .update();
    }

    private static boolean viewable(ArchivedInstance instance) {
        return VIEWABLE.contains(instance.transferSyntaxUid());
    }

    private static String words(ArchivedInstance instance) {
        return "series %d, image %d".formatted(instance.seriesNumber(), instance.instanceNumber());
    }
}
