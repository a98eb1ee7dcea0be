package io.dayside.demo.phantom;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A frontal chest film: attenuation along parallel rays through an analytic thorax, then detector noise and a
 * film-like response. Computed from a seed, with or without a pneumothorax.
 */
public final class ChestPhantom {

    public static final int COLUMNS = 1024;
    public static final int ROWS = 1280;
    public static final double SPACING_MM = 0.3;

    /** Highest stored value: 12 bits. */
    public static final int WHITE = 4095;

    private static final double MIDDLE_MM = COLUMNS * SPACING_MM / 2;

    private final Random random;
    private final SmoothField field;
    private final boolean pneumothorax;
    private final double scale;
    private final double shiftX;
    private final double shiftY;
    private final double thicknessMm;
    private final double heartScale;
    private final double contrast;
    private final double noise;
    private final Lung[] lungs = new Lung[2];
    private final Canvas bones = new Canvas(COLUMNS, ROWS);
    private final Canvas vessels = new Canvas(COLUMNS, ROWS);
    private final Canvas lines = new Canvas(COLUMNS, ROWS);

    private ChestPhantom(long seed, boolean pneumothorax) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 29);
        this.pneumothorax = pneumothorax;
        field = new SmoothField(random);
        scale = between(0.9, 1.04);
        shiftX = random.nextGaussian() * 4;
        shiftY = random.nextGaussian() * 7;
        thicknessMm = between(190, 250);
        heartScale = between(0.85, 1.12);
        contrast = between(0.85, 1.12);
        noise = between(0.5, 1.1);
        int side = random.nextBoolean() ? 1 : 0;
        double collapse = between(0.14, 0.42);
        for (int i = 0; i < 2; i++) {
            lungs[i] = new Lung(i == 0 ? -1 : 1, pneumothorax && i == side ? collapse : 0);
        }
    }

    /** The film and the truth about it. */
    public static Film film(long seed, boolean pneumothorax) {
        return new ChestPhantom(seed, pneumothorax).exposed();
    }

    private Film exposed() {
        drawBones();
        drawVessels();
        drawLines();
        float[] path = new float[COLUMNS * ROWS];
        boolean[] gap = new boolean[COLUMNS * ROWS];
        for (int row = 0; row < ROWS; row++) {
            double y = (row * SPACING_MM - shiftY - 30) / scale;
            for (int column = 0; column < COLUMNS; column++) {
                double x = (column * SPACING_MM - MIDDLE_MM - shiftX) / scale;
                path[row * COLUMNS + column] = (float) pathMm(x, y, row * COLUMNS + column, gap);
            }
        }
        return new Film(developed(path), pneumothorax, Box.around(COLUMNS, gap.length, at -> gap[at]));
    }

    /** Water that would weaken the ray as much, in millimetres. */
    private double pathMm(double x, double y, int at, boolean[] gap) {
        double path = bodyMm(x, y);
        if (path <= 0) {
            return bones.at(at) * 0.2;
        }
        double heart = heartCover(x, y);
        path += 26 * Ramps.cover(17 - Math.abs(x + 1.5 * field.at(7, y / 60, 2)), 6) * (1 + 0.12 * Math.cos(y / 3.6));
        path -= 11 * Ramps.cover(8 - Math.abs(x - 1), 3) * Ramps.cover(92 - y, 10) * Ramps.cover(y + 20, 10);
        path += 14 * heart + 12 * Ramps.cover((1 - radius(x - 20, y - 88, 15, 16)) * 15, 3);
        for (Lung lung : lungs) {
            double air = lung.airMm(x, y);
            if (air > 0) {
                boolean collapsed = lung.isGap(x, y);
                gap[at] |= collapsed;
                path -= air * (1 - 0.62 * heart) * (collapsed ? 0.86 : 0.74 - 0.05 * lung.density());
                path += collapsed ? 0 : vessels.at(at) * (1 - 0.5 * heart);
                path += lung.pleuraMm(x, y);
            }
        }
        return path + bones.at(at) + lines.at(at) + 2.5 * field.at(x / 24, y / 24, 11);
    }

    private double bodyMm(double x, double y) {
        double halfWidth =
                y < 25 ? 58 + Math.max(y + 40, 0) * Math.max(y + 40, 0) / 34 : 182 - 18 * Ramps.cover(y - 190, 160);
        double across = Math.abs(x) / Math.min(halfWidth, 182);
        if (across >= 1) {
            return 0;
        }
        double squared = across * across;
        double height = y < 60 ? 0.62 + 0.38 * Math.clamp((y + 40) / 100, 0, 1) : 1;
        return thicknessMm * height * Math.sqrt(1 - squared * squared);
    }

    private double heartCover(double x, double y) {
        double left = Ramps.cover((1 - radius(x - 26, y - 208 - 0.35 * (x - 26), 60 * heartScale, 56)) * 55, 6);
        double right = Ramps.cover((1 - radius(x + 12, y - 200, 34, 52)) * 34, 5);
        double stem = Ramps.cover((1 - radius(x - 4, y - 115, 27, 60)) * 27, 6) * 0.7;
        return Math.max(Math.max(left, right), stem);
    }

    private static double radius(double dx, double dy, double rx, double ry) {
        return Math.sqrt(dx * dx / (rx * rx) + dy * dy / (ry * ry));
    }

    private void drawBones() {
        for (int side = -1; side <= 1; side += 2) {
            double spacing = between(24, 27);
            for (int rib = 0; rib < 10; rib++) {
                drawRib(side, 28 + rib * spacing, rib);
            }
            drawClavicle(side);
            double edge = between(104, 122);
            bones.tube(toColumn(side * edge), toRow(60), toColumn(side * (edge - 8)), toRow(160), pixels(3), 5, 0);
            bones.tube(toColumn(side * 172), toRow(40), toColumn(side * 190), toRow(260), pixels(16), 24, 0.6);
        }
        bones.finish();
    }

    private void drawRib(int side, double top, int rib) {
        double reach = 60 + 62 * Math.sqrt(Math.min(rib + 0.6, 5.5) / 5.5) + rib;
        double drop = 34 + rib * 5;
        double half = pixels(between(5, 6.5));
        double lastX = side * 16;
        double lastY = top;
        for (int step = 1; step <= 34; step++) {
            double part = step / 34.0;
            double angle = part * Math.PI * 0.82;
            double x = side
                    * (16
                            + (reach - 16)
                                    * Math.sin(Math.min(angle, Math.PI / 2) * 1.0)
                                    * (angle > Math.PI / 2 ? 1 - 0.34 * (angle - Math.PI / 2) : 1));
            double y = top - 5 * Math.sin(part * Math.PI) + drop * part * part * 2.1;
            double strength = part < 0.6 ? 8.5 : 5;
            bones.tube(toColumn(lastX), toRow(lastY), toColumn(x), toRow(y), half, strength, 0.55);
            lastX = x;
            lastY = y;
        }
        bones.finish();
    }

    private void drawClavicle(int side) {
        double tilt = between(-10, 14);
        double lastX = side * 10.0;
        double lastY = 48;
        for (int step = 1; step <= 12; step++) {
            double part = step / 12.0;
            double x = side * (10 + 140 * part);
            double y = 48 - tilt * part - 9 * Math.sin(part * 2 * Math.PI);
            bones.tube(toColumn(lastX), toRow(lastY), toColumn(x), toRow(y), pixels(6), 13, 0.5);
            lastX = x;
            lastY = y;
        }
        bones.finish();
    }

    private void drawVessels() {
        for (int side = -1; side <= 1; side += 2) {
            for (int branch = 0; branch < 11; branch++) {
                double heading = Math.toRadians(-75 + branch * 15.5 + random.nextGaussian() * 5);
                grow(side, 24 + random.nextDouble() * 6, 138 + random.nextGaussian() * 8, heading, between(3, 4.6), 0);
            }
        }
        vessels.finish();
    }

    private void grow(int side, double x, double y, double heading, double radiusMm, int depth) {
        if (radiusMm < 0.35 || depth > 9) {
            return;
        }
        double length = between(9, 17);
        double nextX = x + length * Math.cos(heading);
        double nextY = y + length * Math.sin(heading);
        vessels.tube(
                toColumn(side * x),
                toRow(y),
                toColumn(side * nextX),
                toRow(nextY),
                pixels(radiusMm),
                radiusMm * 2.6,
                0);
        double bend = random.nextGaussian() * 0.13;
        grow(side, nextX, nextY, heading + bend, radiusMm * 0.84, depth + 1);
        if (random.nextDouble() < 0.75) {
            double fork = (random.nextBoolean() ? 1 : -1) * between(0.35, 0.8);
            grow(side, nextX, nextY, heading + fork, radiusMm * between(0.5, 0.72), depth + 1);
        }
    }

    /** Leads, and a fold of skin: an edge that is no pleura, with vessels on both sides. */
    private void drawLines() {
        if (random.nextDouble() < 0.4) {
            double x = between(-110, 110);
            double lastX = x;
            for (int step = 1; step <= 20; step++) {
                double nextX = x + 26 * Math.sin(step / 5.0) + step * between(-0.6, 0.6);
                lines.tube(toColumn(lastX), toRow(step * 16 - 16), toColumn(nextX), toRow(step * 16), 1.6, 9, 0);
                lastX = nextX;
            }
        }
        if (random.nextDouble() < 0.35) {
            int side = random.nextBoolean() ? 1 : -1;
            double x = side * between(66, 106);
            double lean = between(-18, 18);
            for (int step = 0; step < 12; step++) {
                double y = 70 + step * 14;
                double at = x + lean * step / 12;
                double next = x + lean * (step + 1) / 12;
                lines.tube(toColumn(at), toRow(y), toColumn(next), toRow(y + 14), pixels(2.6), 3, 0);
            }
        }
        lines.finish();
    }

    private double toColumn(double xMm) {
        return (xMm * scale + shiftX + MIDDLE_MM) / SPACING_MM;
    }

    private double toRow(double yMm) {
        return (yMm * scale + shiftY + 30) / SPACING_MM;
    }

    private double pixels(double millimetres) {
        return millimetres * scale / SPACING_MM;
    }

    private short[] developed(float[] path) {
        var grain = NoiseTile.DETECTOR.view(random);
        short[] film = new short[path.length];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int at = row * COLUMNS + column;
                double clean = path[at];
                double grainMm = noise * Math.exp(clean / 160) * 0.55 * grain.at(row, column);
                double grey = 0.5 + (clean + grainMm - exposureMm()) / 190 * contrast;
                film[at] = (short) Math.clamp(Math.round(WHITE * softened(grey)), 0, WHITE);
            }
        }
        return film;
    }

    /** Path that turns out middle grey: automatic exposure looks at the patient's thickness. */
    private double exposureMm() {
        return 138 + 0.75 * (thicknessMm - 220);
    }

    /** Straight in the middle, bent towards black and white at the ends, as a film is. */
    private static double softened(double grey) {
        double centred = (grey - 0.5) * 2;
        return 0.5 + 0.5 * centred / Math.sqrt(1 + centred * centred * 0.55) * 1.1;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** One lung in the film's plane; millimetres from the spine and from the top of the thorax. */
    private final class Lung {

        private final int side;
        private final double collapse;
        private final double halfWidth = between(54, 62);
        private final double halfHeight = between(138, 156);
        private final double diaphragmMm = between(222, 250);

        private Lung(int side, double collapse) {
            this.side = side;
            this.collapse = collapse;
        }

        double density() {
            return collapse > 0 ? 1 + collapse : 0;
        }

        private double border(double x, double y) {
            double dx = Math.abs(side * x - 72) / (halfWidth + 10 * Math.clamp((y - 60) / 120, -1, 1));
            double dy = Math.abs(y - 160) / halfHeight;
            return Math.sqrt(dx * dx * Math.sqrt(dx) + dy * dy * dy);
        }

        double airMm(double x, double y) {
            double border = side * x < 4 ? 2 : border(x, y);
            if (border >= 1) {
                return 0;
            }
            double dome = diaphragmMm + (side < 0 ? -9 : 0) + Math.pow((side * x - 62) / 60, 2) * 22;
            double above = Ramps.cover(dome - y, 5);
            return above * 152 * Math.sqrt(1 - border * border);
        }

        /** Where the visceral pleura runs, in units of {@link #border}: further from the wall towards the apex. */
        private double pleura(double x, double y) {
            double apical = Math.clamp((215 - y) / 190, 0, 1);
            double lateral = Ramps.cover(side * x - 46 + 30 * apical, 30);
            return 1 - collapse * (0.25 + 0.85 * apical) * lateral * (1 + 0.08 * field.at(x / 30, y / 30, 21));
        }

        boolean isGap(double x, double y) {
            return collapse > 0 && border(x, y) > pleura(x, y);
        }

        double pleuraMm(double x, double y) {
            if (collapse == 0) {
                return 0;
            }
            double distance = (border(x, y) - pleura(x, y)) * halfWidth;
            return pleura(x, y) > 0.985 || Math.abs(distance) > 2 ? 0 : 5 * Ramps.gauss(distance, 0.6);
        }
    }

    /**
     * A film and the truth about it.
     *
     * @param values {@code ROWS * COLUMNS} stored values of 12 bits, row-major, high is white
     * @param gap around the air between lung and chest wall; absent without a pneumothorax
     */
    public record Film(
            short[] values, boolean pneumothorax, @Nullable Box gap) {}
}
