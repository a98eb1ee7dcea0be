package io.dayside.dicom.file;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a DICOMDIR refers to, PS3.3 Annex F. Records are taken in their order; offsets are not needed and not trusted. */
public final class FileSetDirectory {

    private static final int MAX_COMPONENTS = 8;

    private FileSetDirectory() {}

    /** The file ids of all records in use, each once. */
    public static List<List<String>> fileIds(Attributes directory) {
        List<List<String>> ids = new ArrayList<>();
        for (Attributes entry : directory.getSequence(Tag.DirectoryRecordSequence)) {
            String[] id = entry.getStrings(Tag.ReferencedFileID);
            boolean inUse = entry.getInt(Tag.RecordInUseFlag, 0xFFFF) != 0;
            if (id.length > 0 && inUse) {
                ids.add(List.of(id));
            }
        }
        return ids.stream().distinct().toList();
    }

    /** Whether no component can lead anywhere but down. */
    public static boolean isSafe(List<String> fileId) {
        return fileId.size() <= MAX_COMPONENTS && fileId.stream().allMatch(FileSetDirectory::isSafe);
    }

    private static boolean isSafe(String component) {
        return !component.isEmpty()
                && !component.equals(".")
                && !component.equals("..")
                && component.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    }

    /** The file, in capitals as the standard wants them or in small letters as copies often have them; or null. */
    static @Nullable Path resolve(Path root, List<String> fileId) {
        for (List<String> spelled : List.of(fileId, lowerCase(fileId))) {
            Path path = root;
            for (String component : spelled) {
                path = path.resolve(component);
            }
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
        return null;
    }

    private static List<String> lowerCase(List<String> fileId) {
        return fileId.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    }
}
