package io.dayside.dicom.frame;

/**
 * A part of a picture, in pixels, also in parts of them, from the upper left corner of the first pixel.
 *
 * @param flippedAcross whether left and right change places
 * @param flippedDown whether top and bottom change places
 */
public record PictureRegion(
        double left, double top, double width, double height, boolean flippedAcross, boolean flippedDown) {

    public PictureRegion {
        boolean finite = Double.isFinite(left + width) && Double.isFinite(top + height);
        if (!finite || left < 0 || top < 0 || width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a region starts inside of the picture and is not empty");
        }
    }

    /** All of it. */
    public static PictureRegion of(ShownFrame frame) {
        return new PictureRegion(0, 0, frame.columns(), frame.rows(), false, false);
    }

    public boolean isInside(ShownFrame frame) {
        return left + width <= frame.columns() && top + height <= frame.rows();
    }
}
