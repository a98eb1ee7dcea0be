package io.dayside.dicomweb;

import io.dayside.dicom.web.MediaRange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How pictures go out, PS3.18 8.7.4.
 *
 * @param multipart whether they come in parts even where there is only one
 */
record PictureMedia(PictureFormat format, boolean multipart) {

    /** The first entry that can be satisfied; several pictures need parts. */
    static PictureMedia choose(List<MediaRange> accepted, int pictures) {
        return accepted.stream()
                .filter(range -> pictures == 1 || range.isMultipart() || range.isWildcard())
                .flatMap(range ->
                        formats(range).map(format -> new PictureMedia(format, pictures > 1 || range.isMultipart())))
                .findFirst()
                .orElseThrow(() -> Refusals.notAcceptable(
                        "Pictures can be had as image/jpeg or image/png, several of them as multipart/related."));
    }

    private static Stream<PictureFormat> formats(MediaRange range) {
        return Arrays.stream(PictureFormat.values()).filter(format -> range.includes(format.mediaType()));
    }
}
