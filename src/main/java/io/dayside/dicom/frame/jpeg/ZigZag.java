package io.dayside.dicom.frame.jpeg;

/** Order of coefficients in the stream, ISO 10918-1 Figure A.6. */
final class ZigZag {

    private static final byte[] NATURAL = new byte[64];

    static {
        int k = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            int from = Math.max(0, diagonal - 7);
            for (int i = from; i <= diagonal - from; i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                NATURAL[k++] = (byte) (row * 8 + diagonal - row);
            }
        }
    }

    private ZigZag() {}

    /** Row times 8 plus column of the coefficient that comes at this position. */
    static int natural(int position) {
        return NATURAL[position];
    }
}
