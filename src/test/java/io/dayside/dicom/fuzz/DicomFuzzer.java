package io.dayside.dicom.fuzz;

/** Where Jazzer comes in; started by {@link FuzzRun}. */
public final class DicomFuzzer {

    private static FuzzTarget target = FuzzTarget.DATASET;

    private DicomFuzzer() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTarget.valueOf(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Budget.run(target, input);
    }
}
