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
    private final int[] work = new int[64];
    private final int[] line = new int[8];

    InverseDct(int bits) {
        guardBits = bits == 8 ? 2 : 1;
        centre = 1 << (bits - 1);
        largest = (1 << bits) - 1;
    }

    /**
     * Transforms one block.
     *
     * @param block 64 dequantised coefficients in natural order
     * @param to where the 8 by 8 samples go
     */
    void transform(int[] block, short[] to, int offset, int stride) {
        for (int column = 0; column < 8; column++) {
            column(block, column);
        }
        int shift = FRACTION_BITS + guardBits + 3;
        for (int row = 0; row < 8; row++) {
            int at = row * 8;
            one(
                    work[at],
                    work[at + 1],
                    work[at + 2],
                    work[at + 3],
                    work[at + 4],
                    work[at + 5],
                    work[at + 6],
                    work[at + 7]);
            for (int i = 0; i < 8; i++) {
                int sample = rounded(line[i], shift) + centre;
                to[offset + row * stride + i] = (short) Math.clamp(sample, 0, largest);
            }
        }
    }

    private void column(int[] block, int column) {
        int rest = block[column + 8]
                | block[column + 16]
                | block[column + 24]
                | block[column + 32]
                | block[column + 40]
                | block[column + 48]
                | block[column + 56];
        if (rest == 0) {
            for (int i = 0; i < 8; i++) {
                work[column + 8 * i] = block[column] << guardBits;
            }
            return;
        }
        one(
                block[column],
                block[column + 8],
                block[column + 16],
                block[column + 24],
                block[column + 32],
                block[column + 40],
                block[column + 48],
                block[column + 56]);
        for (int i = 0; i < 8; i++) {
            work[column + 8 * i] = rounded(line[i], FRACTION_BITS - guardBits);
        }
    }

    private void one(int in0, int in1, int in2, int in3, int in4, int in5, int in6, int in7) {
        int rotated = (in2 + in6) * F_0_541196100;
        int even2 = rotated - in6 * F_1_847759065;
        int even3 = rotated + in2 * F_0_765366865;
        int even0 = (in0 + in4) << FRACTION_BITS;
        int even1 = (in0 - in4) << FRACTION_BITS;

        int shared = (in7 + in3 + in5 + in1) * F_1_175875602;
        int outer = -(in7 + in1) * F_0_899976223;
        int inner = -(in5 + in3) * F_2_562915447;
        int odd73 = shared - (in7 + in3) * F_1_961570560;
        int odd51 = shared - (in5 + in1) * F_0_390180644;
        int odd0 = in7 * F_0_298631336 + outer + odd73;
        int odd1 = in5 * F_2_053119869 + inner + odd51;
        int odd2 = in3 * F_3_072711026 + inner + odd73;
        int odd3 = in1 * F_1_501321110 + outer + odd51;

        line[0] = even0 + even3 + odd3;
        line[7] = even0 + even3 - odd3;
        line[1] = even1 + even2 + odd2;
        line[6] = even1 + even2 - odd2;
        line[2] = even1 - even2 + odd1;
        line[5] = even1 - even2 - odd1;
        line[3] = even0 - even3 + odd0;
        line[4] = even0 - even3 - odd0;
    }

    private static int rounded(int value, int shift) {
        return (value + (1 << (shift - 1))) >> shift;
    }
}
