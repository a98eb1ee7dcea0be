package io.dayside.dicom.file;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds candidate objects in a file, a folder, a zip archive or a file-set with a DICOMDIR. */
public final class DicomFiles {

    private static final String DICOMDIR = "DICOMDIR";
    private static final int MAX_DEPTH = 64;

    private final WalkLimits limits;
    private final Visitor visitor;
    private int files;

    private DicomFiles(WalkLimits limits, Visitor visitor) {
        this.limits = limits;
        this.visitor = visitor;
    }

    /** Visits everything at the path, files of a folder in the order of their names. */
    public static void walk(Path start, Visitor visitor) throws IOException {
        walk(start, WalkLimits.DEFAULT, visitor);
    }

    public static void walk(Path start, WalkLimits limits, Visitor visitor) throws IOException {
        DicomFiles walk = new DicomFiles(limits, visitor);
        if (Files.isDirectory(start)) {
            walk.folder(start);
        } else if (isFileSetDirectory(start)) {
            walk.fileSet(start);
        } else {
            walk.file(start, start.getFileName().toString());
        }
    }

    /** Every file below, without following links; a DICOMDIR itself is no object. */
    private void folder(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH)) {
            List<Path> found = paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(limits.maxFiles() + 1L)
                    .sorted()
                    .toList();
            for (Path path : found) {
                if (!isFileSetDirectory(path)) {
                    file(path, folder.relativize(path).toString());
                }
            }
        }
    }

    private void file(Path path, String name) throws IOException {
        if (++files > limits.maxFiles()) {
            if (files == limits.maxFiles() + 1) {
                visitor.refused(name, Visitor.Refusal.TOO_MANY);
            }
        } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(path)) {
            visitor.refused(name, Visitor.Refusal.UNREADABLE);
        } else if (isZip(path)) {
            new ZipWalk(path, name, limits, visitor).run();
        } else {
            visitor.candidate(new Candidate(name, () -> Files.newInputStream(path)));
        }
    }

    /** Whether a file that starts with these bytes is walked as a zip archive; four are enough. */
    public static boolean isArchive(byte[] start) {
        return ZipWalk.isZip(start);
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return ZipWalk.isZip(in.readNBytes(4));
        }
    }

    /** Whether the file is a DICOMDIR by name and by what its meta information or data set says. */
    private static boolean isFileSetDirectory(Path path) {
        if (!path.getFileName().toString().toUpperCase(Locale.ROOT).startsWith(DICOMDIR)) {
            return false;
        }
        try {
            DicomFile file = DicomFile.readHeader(path);
            return file.meta().mediaStorageSopClassUid().equals(UID.MediaStorageDirectoryStorage)
                    || file.dataset().contains(Tag.DirectoryRecordSequence);
        } catch (IOException | MalformedDataset _) {
            return false;
        }
    }

    private void fileSet(Path directory) throws IOException {
        Path root = directory.toRealPath().resolveSibling("");
        try {
            for (List<String> fileId :
                    FileSetDirectory.fileIds(DicomFile.readHeader(directory).dataset())) {
                member(root, fileId);
            }
        } catch (MalformedDataset _) {
            visitor.refused(directory.getFileName().toString(), Visitor.Refusal.UNREADABLE);
        }
    }

    private void member(Path root, List<String> fileId) throws IOException {
        String name = String.join("/", fileId);
        if (!FileSetDirectory.isSafe(fileId)) {
            visitor.refused(name, Visitor.Refusal.ESCAPING_NAME);
            return;
        }
        Path path = FileSetDirectory.resolve(root, fileId);
        if (path == null) {
            visitor.refused(name, Visitor.Refusal.MISSING);
        } else if (!path.toRealPath().startsWith(root.toRealPath())) {
            visitor.refused(name, Visitor.Refusal.ESCAPING_NAME);
        } else {
            file(path, name);
        }
    }
}
