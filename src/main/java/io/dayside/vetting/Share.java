package io.dayside.vetting;

/**
 * So many of so many.
 *
 * @param of may be 0: then there was nothing to be counted
 */
public record Share(int count, int of) {

    private static final double Z95 = 1.959963985;
    private static final int PERCENT = 100;

    static final Share NONE = new Share(0, 0);

    Share and(boolean counts) {
        return new Share(counts ? count + 1 : count, of + 1);
    }

    public double percent() {
        return of == 0 ? 0 : PERCENT * (double) count / of;
    }

    /** Lower end of Wilson's 95 % interval, in percent. */
    public double low() {
        return of == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** Upper end of Wilson's 95 % interval, in percent. */
    public double high() {
        return of == 0 ? PERCENT : Math.min(PERCENT, centre() + halfWidth());
    }

    private double centre() {
        double share = (double) count / of;
        return PERCENT * (share + Z95 * Z95 / (2 * of)) / (1 + Z95 * Z95 / of);
    }

    private double halfWidth() {
        double share = (double) count / of;
        double spread = Math.sqrt(share * (1 - share) / of + Z95 * Z95 / (4.0 * of * of));
        return PERCENT * Z95 * spread / (1 + Z95 * Z95 / of);
    }
}
