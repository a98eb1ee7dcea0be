package io.dayside.dicom.frame.jpegls;

import io.dayside.dicom.frame.codec.BrokenStream;

/**
 * What one scan is coded with, T.87 C.2.4.1 and A.2.1.
 *
 * @param maxValue largest sample
 * @param near largest difference of a decoded sample, 0 for lossless
 * @param reset when the contexts' counters are halved
 */
record CodingParameters(int maxValue, int near, int threshold1, int threshold2, int threshold3, int reset) {

    static final int DEFAULT_RESET = 64;
    private static final int MAX_NEAR = 255;

    static CodingParameters defaults(int maxValue, int near) {
        return withDefaults(maxValue, near, 0, 0, 0, 0);
    }

    /** Zeros stand for the default values, C.2.4.1.1.1. */
    static CodingParameters withDefaults(int maxValue, int near, int one, int two, int three, int reset) {
        int first = one != 0 ? one : threshold(maxValue, near, 3, 2, 3, near + 1);
        int second = two != 0 ? two : threshold(maxValue, near, 7, 3, 5, first);
        int third = three != 0 ? three : threshold(maxValue, near, 21, 4, 7, second);
        return new CodingParameters(maxValue, near, first, second, third, reset != 0 ? reset : DEFAULT_RESET);
    }

    private static int threshold(int maxValue, int near, int basic, int smallest, int nearFactor, int floor) {
        int factor = maxValue >= 128 ? (Math.min(maxValue, 4095) + 128) / 256 : 256 / (maxValue + 1);
        int value = maxValue >= 128
                ? factor * (basic - smallest) + smallest + nearFactor * near
                : Math.max(smallest, basic / factor + nearFactor * near);
        return value > maxValue || value < floor ? floor : value;
    }

    void check(int bits) throws BrokenStream {
        if (maxValue < 1 || maxValue >= 1 << bits || near > Math.min(MAX_NEAR, maxValue / 2)) {
            throw new BrokenStream("JPEG-LS parameters MAXVAL or NEAR are impossible");
        }
        boolean ordered = near + 1 <= threshold1
                && threshold1 <= threshold2
                && threshold2 <= threshold3
                && threshold3 <= Math.max(maxValue, near + 1);
        if (!ordered || reset < 3 || reset > Math.max(255, maxValue)) {
            throw new BrokenStream("JPEG-LS thresholds are impossible");
        }
    }

    /** Distance of two neighbouring reconstructed errors. */
    int step() {
        return 2 * near + 1;
    }

    /** Number of different prediction errors, RANGE. */
    int range() {
        return (maxValue + 2 * near) / step() + 1;
    }

    /** Bits of a prediction error that is written without code, qbpp. */
    int errorBits() {
        return bitsFor(range());
    }

    /** Longest code word, LIMIT. */
    int limit() {
        int bits = Math.max(2, bitsFor(maxValue + 1));
        return 2 * (bits + Math.max(8, bits));
    }

    private static int bitsFor(int values) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
    }
}
