package io.dayside.demo.phantom;

/** Soft steps. */
final class Ramps {

    private Ramps() {}

    /** 0 outside, 1 inside, linear over {@code width} around the border; {@code inward} is the distance into the body. */
    static double cover(double inward, double width) {
        double cover = inward / width + 0.5;
        return cover <= 0 ? 0 : Math.min(cover, 1);
    }

    static double mix(double from, double to, double part) {
        return from + (to - from) * part;
    }

    static double gauss(double distance, double sigma) {
        double relative = distance / sigma;
        return Math.exp(-0.5 * relative * relative);
    }
}
