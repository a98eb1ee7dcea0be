package io.dayside.dicom.frame.jpeg;

/**
 * The accurate integer inverse transform after Loeffler, Ligtenberg and Moschytz (1989) with 13 bits of fraction, rounded
 * where the reference implementation of the Independent JPEG Group rounds, so that samples are the same as those of
 * decoders built upon it.
 */
final class InverseDct {

    private static final int FRACTION_BITS = 13;

    private static final int F_0_298631336 = 2446;
    private static final int F_0_390180644 = 3196;
    private static final int F_0_541196100 = 4433;
    private static final int F_0_765366865 = 6270;
    private static final int F_0_899976223 = 7373;
    private static final int F_1_175875602 = 9633;
    private static final int F_1_501321110 = 12299;
    private static final int F_1_847759065 = 15137;
    private static final int F_1_961570560 = 16069;
    private static final int F_2_053119869 = 16819;
    private static final int F_2_562915447 = 20995;
    private static final int F_3_072711026 = 25172;

    private final int guardBits;
    private final int centre;
    private final int largest;

    InverseDct(int bits) {
        guardBits = bits == 8 ? 2 : 1;
        centre = 1 << (bits - 1);
        largest = (1 << bits) - 1;
    }

    /**
     * Transforms one block.
     *
     * @param block 64 dequantised coefficients in natural order; overwritten
     * @param to where the 8 by 8 samples go
     */
    void transform(int[] block, short[] to, int offset, int stride) {
        for (int column = 0; column < 8; column++) {
            column(block, column);
        }
        for (int row = 0; row < 8; row++) {
            row(block, row * 8, to, offset + row * stride);
        }
    }

    private void column(int[] block, int at) {
        int rest = block[at + 8]
                | block[at + 16]
                | block[at + 24]
                | block[at + 32]
                | block[at + 40]
                | block[at + 48]
                | block[at + 56];
        if (rest != 0) {
            line(block, at, 8, FRACTION_BITS - guardBits);
            return;
        }
        int flat = block[at] << guardBits;
        for (int i = at; i < 64; i += 8) {
            block[i] = flat;
        }
    }

    private void row(int[] block, int at, short[] to, int offset) {
        line(block, at, 1, FRACTION_BITS + guardBits + 3);
        for (int i = 0; i < 8; i++) {
            to[offset + i] = (short) Math.max(0, Math.min(largest, block[at + i] + centre));
        }
    }

    /** Eight values in place, each rounded after so many bits. */
    private static void line(int[] block, int at, int step, int shift) {
        int in0 = block[at];
        int in1 = block[at + step];
        int in2 = block[at + 2 * step];
        int in3 = block[at + 3 * step];
        int in4 = block[at + 4 * step];
        int in5 = block[at + 5 * step];
        int in6 = block[at + 6 * step];
        int in7 = block[at + 7 * step];

        int rotated = (in2 + in6) * F_0_541196100;
        int half = 1 << (shift - 1);
        int even2 = rotated - in6 * F_1_847759065;
        int even3 = rotated + in2 * F_0_765366865;
        int even0 = ((in0 + in4) << FRACTION_BITS) + half;
        int even1 = ((in0 - in4) << FRACTION_BITS) + half;

        int shared = (in7 + in3 + in5 + in1) * F_1_175875602;
        int outer = -(in7 + in1) * F_0_899976223;
        int inner = -(in5 + in3) * F_2_562915447;
        int odd73 = shared - (in7 + in3) * F_1_961570560;
        int odd51 = shared - (in5 + in1) * F_0_390180644;
        int odd0 = in7 * F_0_298631336 + outer + odd73;
        int odd1 = in5 * F_2_053119869 + inner + odd51;
        int odd2 = in3 * F_3_072711026 + inner + odd73;
        int odd3 = in1 * F_1_501321110 + outer + odd51;

        block[at] = (even0 + even3 + odd3) >> shift;
        block[at + 7 * step] = (even0 + even3 - odd3) >> shift;
        block[at + step] = (even1 + even2 + odd2) >> shift;
        block[at + 6 * step] = (even1 + even2 - odd2) >> shift;
        block[at + 2 * step] = (even1 - even2 + odd1) >> shift;
        block[at + 5 * step] = (even1 - even2 - odd1) >> shift;
        block[at + 3 * step] = (even0 - even3 + odd0) >> shift;
        block[at + 4 * step] = (even0 - even3 - odd0) >> shift;
    }
}
