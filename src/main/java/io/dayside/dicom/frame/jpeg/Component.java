package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import org.jspecify.annotations.Nullable;

/** One component of a frame, ISO 10918-1 B.2.2, and what has been decoded of it. */
final class Component {

    final int id;
    final int horizontal;
    final int vertical;
    final int quantisation;

    /** Size without padding, A.1.1. */
    int rows;

    int columns;

    /** Padded to whole units of all components. */
    int blockRows;

    int blockColumns;

    /** Samples, {@code blockRows * 8} lines of {@code blockColumns * 8}. */
    short[] plane = {};

    /** Of progressive streams: 64 of each block, in natural order. */
    short[] coefficients = {};

    int prediction;
    private @Nullable HuffmanTable dc;
    private @Nullable HuffmanTable ac;

    Component(int id, int horizontal, int vertical, int quantisation) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantisation = quantisation;
    }

    void tables(@Nullable HuffmanTable dcTable, @Nullable HuffmanTable acTable) {
        dc = dcTable;
        ac = acTable;
    }

    HuffmanTable dc() throws BrokenStream {
        return present(dc);
    }

    HuffmanTable ac() throws BrokenStream {
        return present(ac);
    }

    private static HuffmanTable present(@Nullable HuffmanTable table) throws BrokenStream {
        if (table == null) {
            throw new BrokenStream("JPEG scan names a Huffman table that the stream lacks");
        }
        return table;
    }

    int stride() {
        return blockColumns * 8;
    }
}
