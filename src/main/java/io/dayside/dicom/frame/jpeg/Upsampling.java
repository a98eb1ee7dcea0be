package io.dayside.dicom.frame.jpeg;

/**
 * Subsampled components to full size: by a triangle filter where the factors are 2 by 1 or 2 by 2, else by repetition;
 * as the Independent JPEG Group's decoder does.
 */
final class Upsampling {

    private Upsampling() {}

    /** Writes the component into its place of each pixel. */
    static void spread(Component component, JpegFrame frame, short[] pixels, int place) {
        int across = frame.maxHorizontal() / component.horizontal;
        int down = frame.maxVertical() / component.vertical;
        boolean full = component.rows == frame.rows() && component.columns == frame.columns();
        boolean triangle = !full && across == 2 && down <= 2 && component.columns > 2;
        int step = frame.components().size();
        int[] sums = new int[component.columns];
        short[] line = new short[Math.max(component.columns * 2, frame.columns())];
        for (int row = 0; row < frame.rows(); row++) {
            if (triangle && down == 1) {
                load(component, row, sums);
                smooth(sums, line, 2, 1, 2);
            } else if (triangle) {
                loadBetween(component, row, sums);
                smooth(sums, line, 4, 8, 7);
            } else {
                repeat(component, full ? row : row / down, full ? 1 : across, line, frame.columns());
            }
            int to = row * frame.columns() * step + place;
            for (int column = 0; column < frame.columns(); column++, to += step) {
                pixels[to] = line[column];
            }
        }
    }

    private static void repeat(Component component, int row, int across, short[] line, int columns) {
        int from = row * component.stride();
        if (across == 1) {
            System.arraycopy(component.plane, from, line, 0, columns);
            return;
        }
        for (int column = 0; column < columns; column++) {
            line[column] = component.plane[from + column / across];
        }
    }

    private static void load(Component component, int row, int[] sums) {
        int from = row * component.stride();
        for (int column = 0; column < sums.length; column++) {
            sums[column] = component.plane[from + column];
        }
    }

    /** Three parts of the nearer line and one of the other. */
    private static void loadBetween(Component component, int row, int[] sums) {
        int near = row / 2;
        int far = Math.clamp(near + (row % 2 == 0 ? -1 : 1), 0, component.rows - 1);
        int nearFrom = near * component.stride();
        int farFrom = far * component.stride();
        for (int column = 0; column < sums.length; column++) {
            sums[column] = 3 * component.plane[nearFrom + column] + component.plane[farFrom + column];
        }
    }

    /** Two samples of each: three parts of the nearer and one of the other, rounded up and down in turn. */
    private static void smooth(int[] sums, short[] line, int shift, int roundLeft, int roundRight) {
        int last = sums.length - 1;
        for (int i = 0; i <= last; i++) {
            int here = sums[i];
            int left = sums[Math.max(i - 1, 0)];
            int right = sums[Math.min(i + 1, last)];
            line[2 * i] = (short) ((3 * here + left + roundLeft) >> shift);
            line[2 * i + 1] = (short) ((3 * here + right + roundRight) >> shift);
        }
    }
}
