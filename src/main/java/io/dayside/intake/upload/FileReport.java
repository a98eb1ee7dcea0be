package io.dayside.intake.upload;

import java.util.List;
import java.util.Map;

/**
 * What became of one file, or of what was in it.
 *
 * @param stored objects that the archive did not hold before
 * @param heldBefore objects whose same bytes it held
 * @param skipped files that are no DICOM objects
 * @param notes the first of what was refused or kept aside
 * @param studies objects stored or held before, by Study Instance UID
 */
record FileReport(
        int stored,
        int heldBefore,
        int keptAside,
        int refused,
        int skipped,
        List<Note> notes,
        Map<String, Integer> studies) {

    static FileReport unreadable(String name) {
        return new FileReport(0, 0, 0, 1, 0, List.of(new Note(name, LeftOut.UNREADABLE)), Map.of());
    }

    /** One thing left out. */
    record Note(String name, LeftOut why) {}
}
