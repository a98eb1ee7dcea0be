package io.dayside.intake.upload;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.file.FileSetDirectory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The DICOMDIRs among files that are brought together, and the names under which the files were. Media come from
 * strangers: what is remembered of them is bounded, and what is beyond the bounds is said and not looked at.
 */
final class MediumDirectories {

    /** A bag of CDs. */
    static final int MOST = 16;

    /** The fullest DVDs have some ten thousand. */
    static final int MOST_REFERENCES = 100_000;

    /** Of all references, and of all names: some ten megabytes. */
    private static final int MOST_CHARACTERS = 4_000_000;

    private final List<MediumDirectory> directories = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private String beyond = "";
    private int references;
    private int referencedCharacters;
    private int nameCharacters;

    /** Remembers the name of a file that was brought. */
    void brought(String name) {
        nameCharacters += name.length();
        if (nameCharacters <= MOST_CHARACTERS) {
            names.add(MediumDirectory.comparable(name));
        } else {
            nameCharacters = MOST_CHARACTERS + 1;
            names.clear();
        }
    }

    /** Remembers what a directory refers to, as far as there is room. */
    void add(String name, Attributes directory) {
        if (directories.size() == MOST) {
            beyond = name;
            return;
        }
        var kept = new ArrayList<List<String>>();
        for (var fileId : FileSetDirectory.fileIds(directory)) {
            int characters = fileId.stream().mapToInt(String::length).sum();
            if (references == MOST_REFERENCES || characters > MOST_CHARACTERS - referencedCharacters) {
                beyond = name;
                break;
            }
            references++;
            referencedCharacters += characters;
            kept.add(fileId);
        }
        directories.add(new MediumDirectory(name, kept));
    }

    /** Whether there is no room for a further one. */
    boolean isFull() {
        return directories.size() == MOST;
    }

    boolean isEmpty() {
        return directories.isEmpty();
    }

    /** How many are remembered. */
    int references() {
        return references;
    }

    /** References that lead nowhere, or out of the medium, one after the other, and the directory that was too much. */
    void broken(Consumer<FileReport.Note> note) {
        boolean namesKnown = nameCharacters <= MOST_CHARACTERS;
        for (var directory : directories) {
            var folder = directory.folder();
            for (var fileId : directory.fileIds()) {
                var path = String.join("/", fileId);
                if (!FileSetDirectory.isSafe(fileId)) {
                    note.accept(new FileReport.Note(ShownName.of(path), LeftOut.ESCAPING_NAME));
                } else if (namesKnown && !names.contains(MediumDirectory.comparable(folder + path))) {
                    note.accept(new FileReport.Note(ShownName.of(path), LeftOut.MISSING));
                }
            }
        }
        if (!beyond.isEmpty() || (!namesKnown && !directories.isEmpty())) {
            var name = beyond.isEmpty() ? directories.getFirst().name() : beyond;
            note.accept(new FileReport.Note(name, LeftOut.TOO_MANY_REFERENCES));
        }
    }
}
