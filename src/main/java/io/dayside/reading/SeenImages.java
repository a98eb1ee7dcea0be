package io.dayside.reading;

import static java.time.ZoneOffset.UTC;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.imaging.PictureOfStudy;
import io.dayside.imaging.PicturesOfStudy;
import io.dayside.reading.OpenCase.ImagesRead;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far a specialist has seen a case's images. Joins the running transaction. */
@Repository
class SeenImages {

    private final JdbcClient jdbc;
    private final PicturesOfStudy pictures;

    SeenImages(JdbcClient jdbc, PicturesOfStudy pictures) {
        this.jdbc = jdbc;
        this.pictures = pictures;
    }

    ImagesRead of(Case work, String username) {
        var images = pictures.of(work.study()).stream().collect(Collectors.partitioningBy(PictureOfStudy::isShown));
        var shown = images.getOrDefault(true, List.of());
        int frames = shown.stream().mapToInt(PictureOfStudy::frames).sum();
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

    private static String words(PictureOfStudy picture) {
        return "series %d, image %d".formatted(picture.seriesNumber(), picture.instanceNumber());
    }
}
