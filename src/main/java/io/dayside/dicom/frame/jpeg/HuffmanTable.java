package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.ByteCursor;

/** Codes of up to 16 bits for symbols of 8, ISO 10918-1 Annex C. */
final class HuffmanTable {

    static final int LOOKUP_BITS = 10;
    private static final int MAX_BITS = 16;

    /** Length times 256 plus symbol for all codes of up to 10 bits, at their bits followed by anything; else 0. */
    final short[] lookup = new short[1 << LOOKUP_BITS];

    /**
     * For codes of coefficients that fit with their value: value times 65536, zeros before it times 256, and bits of
     * both; else 0. A value of 0 stands for what has no value.
     */
    final int[] coefficients = new int[1 << LOOKUP_BITS];

    /** The first code of each length that is too large, in 16 bits from the left. */
    private final int[] ends = new int[MAX_BITS + 1];

    private final int[] offsets = new int[MAX_BITS + 1];
    private final byte[] symbols;

    private HuffmanTable(int[] counts, byte[] symbols) throws BrokenStream {
        this.symbols = symbols;
        int code = 0;
        int symbol = 0;
        for (int length = 1; length <= MAX_BITS; length++) {
            offsets[length] = symbol - code;
            for (int i = 0; i < counts[length]; i++, code++, symbol++) {
                if (code >= 1 << length) {
                    throw new BrokenStream("JPEG Huffman table has too many codes");
                }
                enter(code, length, symbols[symbol]);
            }
            ends[length] = code << (MAX_BITS - length);
            code <<= 1;
        }
        enterCoefficients();
    }

    static HuffmanTable read(ByteCursor in) throws BrokenStream {
        int[] counts = new int[MAX_BITS + 1];
        int total = 0;
        for (int length = 1; length <= MAX_BITS; length++) {
            counts[length] = in.u8();
            total += counts[length];
        }
        if (total > 256) {
            throw new BrokenStream("JPEG Huffman table has too many codes");
        }
        byte[] symbols = new byte[total];
        for (int i = 0; i < total; i++) {
            symbols[i] = (byte) in.u8();
        }
        return new HuffmanTable(counts, symbols);
    }

    private void enter(int code, int length, byte symbol) {
        if (length <= LOOKUP_BITS) {
            int first = code << (LOOKUP_BITS - length);
            int last = first + (1 << (LOOKUP_BITS - length));
            for (int i = first; i < last; i++) {
                lookup[i] = (short) (length << 8 | (symbol & 0xFF));
            }
        }
    }

    private void enterCoefficients() {
        for (int next = 0; next < lookup.length; next++) {
            int size = lookup[next] & 0x0F;
            int zeros = lookup[next] >> 4 & 0x0F;
            int length = (lookup[next] >> 8) + size;
            if (lookup[next] != 0 && length <= LOOKUP_BITS) {
                int value = next >> (LOOKUP_BITS - length) & ((1 << size) - 1);
                coefficients[next] = EntropyReader.extend(value, size) << 16 | zeros << 8 | length;
            }
        }
    }

    /**
     * A code that the lookup does not hold.
     *
     * @param next the next 16 bits
     * @return length times 256 plus symbol
     */
    int search(int next) throws BrokenStream {
        for (int length = LOOKUP_BITS + 1; length <= MAX_BITS; length++) {
            if (next < ends[length]) {
                int index = (next >> (MAX_BITS - length)) + offsets[length];
                return length << 8 | (symbols[index] & 0xFF);
            }
        }
        throw new BrokenStream("JPEG scan has a code that its table lacks");
    }
}
