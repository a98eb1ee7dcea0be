package io.dayside.dicom.deident;

/**
 * A rectangle of every frame.
 *
 * @param left first column, from 0
 * @param top first row, from 0
 */
public record PixelRegion(int left, int top, int columns, int rows) {

    public PixelRegion {
        if (left < 0 || top < 0 || columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a region starts at 0 or later and has at least one pixel");
        }
    }

    boolean hasRow(int row) {
        return row >= top && row - top < rows;
    }
}
