package io.dayside.dicomweb;

import io.dayside.dicom.frame.PictureRegion;
import io.dayside.dicom.frame.Resampling;
import io.dayside.dicom.frame.ShownFrame;

/**
 * The size that a picture is to have, and the part of it that is to be seen, PS3.18 8.3.5.1.3.
 *
 * @param columns at most so many, and at most as many rows as stated; the picture keeps its proportions
 * @param width of the part in pixels; negative where left and right change places, 0 up to the right edge
 * @param height of the part in pixels; negative where top and bottom change places, 0 down to the lower edge
 */
record Viewport(int columns, int rows, double left, double top, double width, double height) {

    /** More than any screen has. */
    static final int MAX_SIDE = 4096;

    static Viewport of(int columns, int rows) {
        return new Viewport(columns, rows, 0, 0, 0, 0);
    }

    /** Reads {@code vw,vh} or {@code vw,vh,sx,sy,sw,sh}, of which those of the part may be left out from the end. */
    static Viewport parse(String text) {
        var fields = text.split(",", -1);
        if (fields.length < 2 || fields.length > 6) {
            throw bad();
        }
        return new Viewport(
                side(fields[0]), side(fields[1]), start(fields, 2), start(fields, 3), part(fields, 4), part(fields, 5));
    }

    private static int side(String field) {
        if (!field.matches("[0-9]{1,4}") || Integer.parseInt(field) < 1 || Integer.parseInt(field) > MAX_SIDE) {
            throw bad();
        }
        return Integer.parseInt(field);
    }

    private static double start(String[] fields, int index) {
        return index < fields.length && !fields[index].isEmpty()
                ? Math.abs(Decimal.parse(fields[index], Viewport::bad))
                : 0;
    }

    private static double part(String[] fields, int index) {
        if (index >= fields.length || fields[index].isEmpty()) {
            return 0;
        }
        double length = Decimal.parse(fields[index], Viewport::bad);
        if (length == 0) {
            throw bad();
        }
        return length;
    }

    private static RuntimeException bad() {
        return Refusals.badRequest("viewport is columns and rows of the picture, at most " + MAX_SIDE
                + " each, and perhaps left, top, width and height of a part of it.");
    }

    /** The part of the frame, as large as fits. */
    ShownFrame apply(ShownFrame frame) {
        var region = region(frame);
        double scale = Math.min(columns / region.width(), rows / region.height());
        return Resampling.of(
                frame, region, scaled(region.width(), scale, columns), scaled(region.height(), scale, rows));
    }

    private PictureRegion region(ShownFrame frame) {
        double across = width == 0 ? frame.columns() - left : Math.abs(width);
        double down = height == 0 ? frame.rows() - top : Math.abs(height);
        if (across <= 0 || down <= 0) {
            throw outside();
        }
        var region = new PictureRegion(left, top, across, down, width < 0, height < 0);
        if (!region.isInside(frame)) {
            throw outside();
        }
        return region;
    }

    private static RuntimeException outside() {
        return Refusals.badRequest("The part asked for lies outside of the picture.");
    }

    private static int scaled(double length, double scale, int most) {
        return Math.clamp(Math.round(length * scale), 1, most);
    }
}
