package io.dayside.dicom.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The entries of one archive. Nothing is unpacked to disk; sizes that the archive states are not believed. */
final class ZipWalk {

    /** Below this, a high ratio is harmless. */
    private static final long RATIO_FREE_BYTES = 1024L * 1024;

    /** The same for all entries together, among them those that were refused on the way. */
    private static final long TOTAL_FREE_BYTES = 64 * RATIO_FREE_BYTES;

    /** An entry of the central directory has 46, and its name and what packers add to it. */
    private static final int MAX_DIRECTORY_BYTES_PER_FILE = 256;

    private final Path archive;
    private final String archiveName;
    private final WalkLimits limits;
    private final Visitor visitor;
    private final Set<String> seen = new HashSet<>();
    private long totalBytes;

    ZipWalk(Path archive, String archiveName, WalkLimits limits, Visitor visitor) {
        this.archive = archive;
        this.archiveName = archiveName;
        this.limits = limits;
        this.visitor = visitor;
    }

    static boolean isZip(byte[] start) {
        return start.length >= 4
                && start[0] == 'P'
                && start[1] == 'K'
                && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
    }

    void run() throws IOException {
        if (CentralDirectory.bytes(archive) > (long) limits.maxFiles() * MAX_DIRECTORY_BYTES_PER_FILE) {
            visitor.refused(archiveName, Visitor.Refusal.TOO_MANY);
            return;
        }
        try (ZipFile zip = open()) {
            int entries = 0;
            for (var all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                if (++entries > limits.maxFiles()) {
                    visitor.refused(archiveName, Visitor.Refusal.TOO_MANY);
                    return;
                }
                visit(zip, entry);
            }
        } catch (ZipException _) {
            visitor.refused(archiveName, Visitor.Refusal.BROKEN_ARCHIVE);
        }
    }

    /** Names that are not marked as UTF-8 and are none are those of old packers; APPNOTE D.1. */
    private ZipFile open() throws IOException {
        try {
            return new ZipFile(archive.toFile());
        } catch (ZipException _) {
            return new ZipFile(archive.toFile(), Charset.forName("IBM437"));
        }
    }

    private void visit(ZipFile zip, ZipEntry entry) throws IOException {
        String name = archiveName + "!/" + entry.getName();
        if (!isSafe(entry.getName())) {
            visitor.refused(name, Visitor.Refusal.ESCAPING_NAME);
        } else if (!seen.add(entry.getName().toLowerCase(Locale.ROOT))) {
            visitor.refused(name, Visitor.Refusal.DUPLICATE_NAME);
        } else if (isNested(zip, entry)) {
            visitor.refused(name, Visitor.Refusal.NESTED_ARCHIVE);
        } else {
            visitChecked(zip, entry, name);
        }
    }

    private void visitChecked(ZipFile zip, ZipEntry entry, String name) throws IOException {
        try {
            visitor.candidate(new Candidate(name, () -> new BoundedEntry(zip.getInputStream(entry), entry)));
        } catch (EntryTooLarge _) {
            visitor.refused(name, Visitor.Refusal.TOO_LARGE);
        } catch (ZipException | EOFException _) {
            visitor.refused(name, Visitor.Refusal.BROKEN_ARCHIVE);
        }
    }

    private static boolean isSafe(String entryName) {
        List<String> parts = List.of(entryName.split("[/\\\\]", -1));
        return !entryName.startsWith("/")
                && entryName.indexOf(':') < 0
                && entryName.indexOf(0) < 0
                && !parts.contains("..")
                && !parts.getFirst().isEmpty();
    }

    private static boolean isNested(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return isZip(in.readNBytes(4));
        } catch (ZipException | EOFException _) {
            return false;
        }
    }

    /** The entry unpacked more than a bound allows. Visitors let it through; the walk reports it and goes on. */
    static final class EntryTooLarge extends IOException {

        EntryTooLarge() {
            super("archive entry is larger unpacked than allowed");
        }
    }

    /** Counts what really comes out. */
    private final class BoundedEntry extends InputStream {

        private final InputStream in;
        private final long limit;
        private final long totalLimit;
        private long count;

        BoundedEntry(InputStream in, ZipEntry entry) {
            this.in = in;
            long archiveBytes = Math.max(1, archive.toFile().length());
            long packed = Math.clamp(entry.getCompressedSize(), 1, archiveBytes);
            this.limit = Math.min(limits.maxEntryBytes(), Math.max(packed * limits.maxRatio(), RATIO_FREE_BYTES));
            this.totalLimit = Math.min(limits.maxTotalBytes(), archiveBytes * limits.maxRatio() + TOTAL_FREE_BYTES);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count += Math.max(read, 0);
            totalBytes += Math.max(read, 0);
            if (count > limit || totalBytes > totalLimit) {
                throw new EntryTooLarge();
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
