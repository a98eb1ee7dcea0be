package io.dayside.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Memory of a JVM that was started with {@link #option}, in MiB.
 *
 * @param collections of the heap, concurrent ones not counted
 * @param peakBefore most of the heap in use when a collection began
 * @param peakAfter most of the heap that was left in use after one
 * @param peakResident of the whole process, heap and all; empty where the system does not say
 */
record ServerMemory(int collections, long peakBefore, long peakAfter, OptionalLong peakResident) {

    private static final Pattern COLLECTION = Pattern.compile("Pause .*? (\\d+)M->(\\d+)M\\(\\d+M\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int KIB_OF_A_MIB = 1024;

    /** By which a JVM notes its collections. */
    static String option(Path log) {
        return "-Xlog:gc:file=" + log;
    }

    static ServerMemory of(long pid, Path log) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return of(Files.readString(log), Files.isReadable(status) ? Files.readString(status) : "");
    }

    /** @param status as Linux writes it of a process */
    static ServerMemory of(String log, String status) {
        List<MatchResult> collections = COLLECTION.matcher(log).results().toList();
        var resident = RESIDENT.matcher(status);
        return new ServerMemory(
                collections.size(),
                most(collections, 1),
                most(collections, 2),
                resident.find()
                        ? OptionalLong.of(Long.parseLong(resident.group(1)) / KIB_OF_A_MIB)
                        : OptionalLong.empty());
    }

    private static long most(List<MatchResult> collections, int group) {
        return collections.stream()
                .mapToLong(one -> Long.parseLong(one.group(group)))
                .max()
                .orElse(0);
    }
}
