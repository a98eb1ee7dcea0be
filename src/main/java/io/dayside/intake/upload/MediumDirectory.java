package io.dayside.intake.upload;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.file.FileSetDirectory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A DICOMDIR among the files brought, PS3.3 Annex F. The files are imported whether it names them or not; it tells
 * which are missing.
 *
 * @param name under which it was brought
 */
record MediumDirectory(String name, List<List<String>> fileIds) {

    static MediumDirectory of(String name, Attributes directory) {
        return new MediumDirectory(name, FileSetDirectory.fileIds(directory));
    }

    /** Whether this is how a DICOMDIR is called, PS3.10 8.6. */
    static boolean isName(String name) {
        return lastPart(comparable(name)).equals("DICOMDIR");
    }

    /** References that lead nowhere, or out of the medium. */
    List<FileReport.Note> broken(Collection<String> brought) {
        Set<String> known = brought.stream().map(MediumDirectory::comparable).collect(Collectors.toSet());
        var folder = comparable(name)
                .substring(
                        0,
                        comparable(name).length() - lastPart(comparable(name)).length());
        var notes = new ArrayList<FileReport.Note>();
        for (var fileId : fileIds) {
            var shown = ShownName.of(String.join("/", fileId));
            if (!FileSetDirectory.isSafe(fileId)) {
                notes.add(new FileReport.Note(shown, LeftOut.ESCAPING_NAME));
            } else if (!known.contains(comparable(folder + String.join("/", fileId)))) {
                notes.add(new FileReport.Note(shown, LeftOut.MISSING));
            }
        }
        return notes;
    }

    private static String lastPart(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
    }

    /** Copies of media differ in capitals and in what ISO 9660 adds to names. */
    private static String comparable(String name) {
        return name.replace('\\', '/').replaceAll("(;1|\\.)$", "").toUpperCase(Locale.ROOT);
    }
}
