package io.dayside.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gives back to the file system what lies in a part of a file, which from then on reads as zeros; the file keeps its size.
 * Linux's {@code fallocate} with {@code FALLOC_FL_PUNCH_HOLE}, on file systems that know it; elsewhere nothing happens.
 */
final class HolePunch {

    private static final int KEEP_SIZE_AND_PUNCH_HOLE = 0x01 | 0x02;
    private static final int READ_AND_WRITE = 2;
    private static final Optional<HolePunch> SYSTEM = system();

    private final MethodHandle open;
    private final MethodHandle fallocate;
    private final MethodHandle close;

    private HolePunch(MethodHandle open, MethodHandle fallocate, MethodHandle close) {
        this.open = open;
        this.fallocate = fallocate;
        this.close = close;
    }

    /** Bytes of a file, from an offset on. */
    record Part(long offset, long bytes) {}

    /** @return whether the file system took all of it back */
    static boolean punch(Path file, List<Part> parts) throws IOException {
        if (SYSTEM.isEmpty() || parts.isEmpty()) {
            return false;
        }
        try {
            return SYSTEM.get().punchAll(file, parts);
        } catch (Throwable e) {
            throw new IOException("room could not be given back", e);
        }
    }

    private boolean punchAll(Path file, List<Part> parts) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), READ_AND_WRITE);
            if (descriptor < 0) {
                return false;
            }
            try {
                boolean all = true;
                for (var part : parts) {
                    all &= (int) fallocate.invokeExact(
                                    descriptor, KEEP_SIZE_AND_PUNCH_HOLE, part.offset(), part.bytes())
                            == 0;
                }
                return all;
            } finally {
                int _ = (int) close.invokeExact(descriptor);
            }
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<HolePunch> system() {
        if (!System.getProperty("os.name", "").equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        var library = linker.defaultLookup();
        var open = library.find("open");
        var fallocate = library.find("fallocate");
        var close = library.find("close");
        if (open.isEmpty() || fallocate.isEmpty() || close.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HolePunch(
                handle(linker, open.get(), ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                handle(
                        linker,
                        fallocate.get(),
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG),
                handle(linker, close.get(), ValueLayout.JAVA_INT)));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(Linker linker, MemorySegment function, MemoryLayout... parameters) {
        return linker.downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }
}
