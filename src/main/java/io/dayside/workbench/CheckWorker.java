package io.dayside.workbench;

import io.dayside.dicom.data.DicomLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.LogManager;

/**
 * A process of its own that checks files: reads one name a line, writes one report a line. Whatever a file does to it,
 * the command goes on with another.
 */
final class CheckWorker {

    /** Starts each line that is a report; native libraries may write others. */
    static final String MARK = "report:";

    private CheckWorker() {}

    /** @param arguments largest pixel data in bytes, and whether to compare with other programs */
    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().reset();
        DicomLimits limits = DicomLimits.DEFAULT.withMaxBulkBytes(Long.parseLong(arguments[0]));
        FileCheck check = new FileCheck(limits, Boolean.parseBoolean(arguments[1]));
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream reports = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            reports.println(MARK + check.check(Path.of(name)).encode());
        }
    }
}
