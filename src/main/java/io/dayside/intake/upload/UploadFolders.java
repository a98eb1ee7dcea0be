package io.dayside.intake.upload;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Where bytes lie until they are in the archive: {@code uploads/<tenant>/<upload>/<number>} below the data directory.
 * Every part of these paths is ours. One process owns the folder.
 */
@Component
class UploadFolders {

    /** What else lies there is not ours. */
    private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path root;

    UploadFolders(@Value("${dayside.data-dir:data}") Path dataDirectory) {
        this.root = dataDirectory.toAbsolutePath().resolve("uploads");
    }

    Path file(UploadId id, int number) {
        return folder(id).resolve(Integer.toString(number));
    }

    private Path folder(UploadId id) {
        return root.resolve(id.tenant().code()).resolve(id.id().toString());
    }

    /** The file to be written, made if it is not there: then its name, too, survives a power cut. */
    FileChannel open(UploadId id, int number) throws IOException {
        var file = file(id, number);
        boolean isNew = Files.notExists(file);
        Files.createDirectories(folder(id));
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isNew) {
            force(folder(id));
            force(root.resolve(id.tenant().code()));
            force(root);
        }
        return channel;
    }

    private static void force(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    void delete(UploadId id, int number) throws IOException {
        Files.deleteIfExists(file(id, number));
    }

    void delete(UploadId id) throws IOException {
        FileSystemUtils.deleteRecursively(folder(id));
    }

    /** Uploads of which there are bytes. */
    List<UploadId> ofTenant(TenantId tenant) throws IOException {
        var folder = root.resolve(tenant.code());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> UPLOAD.matcher(name).matches())
                    .map(name -> new UploadId(tenant, UUID.fromString(name)))
                    .toList();
        }
    }

    /** Bytes that the disk has left. */
    long usableBytes() throws IOException {
        Files.createDirectories(root);
        return Files.getFileStore(root).getUsableSpace();
    }
}
