package io.dayside.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.jspecify.annotations.Nullable;

/**
 * A disk before a real folder that fills up, becomes read-only, or loses power. It knows what was synced: of a file, the
 * bytes at its last sync, and of a folder, the names at its last sync. What a power cut leaves is that and, of what was
 * written since, whatever chance had brought to the disk already: some pages of 4 KB, some names.
 */
final class FailingDisk extends FilterFileSystemProvider {

    private static final int PAGE_BYTES = 4096;

    private final Path root;
    private final Map<Path, Entry> names = new HashMap<>();
    private final Map<Path, Entry> durableNames = new HashMap<>();
    private boolean readOnly;
    private boolean dead;
    private long roomBytes = Long.MAX_VALUE;
    private long stepsLeft = Long.MAX_VALUE;
    private @Nullable PowerCut powerCut;

    /** A file or folder under whatever name. */
    private static final class Entry {
        private byte[] synced = new byte[0];
    }

    /** Told when the power goes, before anything else happens. */
    interface PowerCut {
        void happened() throws IOException;
    }

    /** @param root an existing folder */
    FailingDisk(Path root) {
        super("failing://", FileSystems.getDefault());
        this.root = root;
    }

    /** The root as it is seen through this disk. */
    Path folder() {
        return wrapPath(root);
    }

    /** How many bytes can still be written. */
    synchronized void setRoomBytes(long bytes) {
        roomBytes = bytes;
    }

    synchronized void setReadOnly(boolean value) {
        readOnly = value;
    }

    /** Cuts the power before the step after so many: a write, a sync, a new, a renamed or a removed name. */
    synchronized void cutPowerAfter(long steps, PowerCut told) {
        stepsLeft = steps;
        powerCut = told;
    }

    private synchronized void step() throws IOException {
        if (!dead && stepsLeft-- == 0) {
            dead = true;
            if (powerCut != null) {
                powerCut.happened();
            }
        }
        if (dead) {
            throw new IOException("Input/output error");
        }
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
    }

    private synchronized int take(int bytes) throws IOException {
        if (roomBytes == 0) {
            throw new IOException("No space left on device");
        }
        int taken = (int) Math.min(roomBytes, bytes);
        roomBytes -= taken;
        return taken;
    }

    @Override
    public synchronized void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (!Files.exists(toDelegate(folder))) {
            step();
        }
        super.createDirectory(folder, attributes);
        names.put(toDelegate(folder), new Entry());
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        step();
        super.delete(path);
        names.remove(toDelegate(path));
    }

    @Override
    public synchronized boolean deleteIfExists(Path path) throws IOException {
        if (Files.exists(toDelegate(path))) {
            delete(path);
            return true;
        }
        return false;
    }

    @Override
    public synchronized void move(Path from, Path to, CopyOption... options) throws IOException {
        step();
        super.move(from, to, options);
        var moved = names.remove(toDelegate(from));
        names.put(toDelegate(to), Objects.requireNonNull(moved));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public synchronized FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        var real = toDelegate(path);
        boolean writing = options.contains(StandardOpenOption.WRITE);
        if (writing) {
            step();
        }
        var opened = super.newFileChannel(path, options, attributes);
        if (writing) {
            return new Watched(opened, names.computeIfAbsent(real, _ -> new Entry()));
        }
        if (Files.isDirectory(real)) {
            return new WatchedFolder(opened, real);
        }
        var read = names.get(real);
        return read == null ? opened : new Watched(opened, read);
    }

    /** A file that is written. */
    private final class Watched extends FilterFileChannel {

        private final Entry entry;

        Watched(FileChannel file, Entry entry) {
            super(file);
            this.entry = entry;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            step();
            int taken = take(bytes.remaining());
            var part = bytes.slice(bytes.position(), taken);
            int count = super.write(part);
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                if (buffers[i].hasRemaining()) {
                    return write(buffers[i]);
                }
            }
            return 0;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            synchronized (FailingDisk.this) {
                step();
                var bytes = ByteBuffer.allocate((int) delegate.size());
                try (var reading = FileChannel.open(realPathOf(entry), StandardOpenOption.READ)) {
                    while (bytes.hasRemaining()) {
                        reading.read(bytes, bytes.position());
                    }
                }
                entry.synced = bytes.array();
            }
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            step();
            return super.truncate(size);
        }
    }

    private Path realPathOf(Entry entry) throws IOException {
        return names.entrySet().stream()
                .filter(name -> name.getValue() == entry)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("removed"));
    }

    /** A folder, opened to be synced. */
    private final class WatchedFolder extends FilterFileChannel {

        private final Path folder;

        WatchedFolder(FileChannel opened, Path folder) {
            super(opened);
            this.folder = folder;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            synchronized (FailingDisk.this) {
                step();
                durableNames.keySet().removeIf(name -> folder.equals(name.getParent()));
                names.forEach((name, entry) -> {
                    if (folder.equals(name.getParent())) {
                        durableNames.put(name, entry);
                    }
                });
            }
        }
    }

    /** Writes what the disk holds after a power cut into an empty folder. */
    synchronized void writeImage(Path image, Random chance) throws IOException {
        var left = new HashMap<Path, Entry>(durableNames);
        for (var name : names.entrySet()) {
            if (durableNames.get(name.getKey()) != name.getValue() && chance.nextBoolean()) {
                left.put(name.getKey(), name.getValue());
            }
        }
        left.keySet().removeIf(name -> !names.containsKey(name) && chance.nextBoolean());
        for (var name : left.entrySet()) {
            if (hasParents(name.getKey(), left)) {
                writeImage(image, name.getKey(), name.getValue(), chance);
            }
        }
    }

    private boolean hasParents(Path name, Map<Path, Entry> left) {
        var parent = Objects.requireNonNull(name.getParent());
        return parent.equals(root) || (left.containsKey(parent) && hasParents(parent, left));
    }

    private void writeImage(Path image, Path name, Entry entry, Random chance) throws IOException {
        var place = image.resolve(root.relativize(name));
        if (Files.isDirectory(name)) {
            Files.createDirectories(place);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Files.write(place, names.containsValue(entry) ? withSomePages(entry, chance) : entry.synced);
    }

    /** What was synced, and of what was written since every other page, of a length between the two. */
    private byte[] withSomePages(Entry entry, Random chance) throws IOException {
        var written = Files.readAllBytes(realPathOf(entry));
        int least = Math.min(entry.synced.length, written.length);
        int most = Math.max(entry.synced.length, written.length);
        var bytes = Arrays.copyOf(entry.synced, chance.nextInt(least, most + 1));
        for (int page = 0; page < bytes.length; page += PAGE_BYTES) {
            int end = Math.min(page + PAGE_BYTES, Math.min(bytes.length, written.length));
            if (end > page && chance.nextBoolean()) {
                System.arraycopy(written, page, bytes, page, end - page);
            }
        }
        return bytes;
    }
}
