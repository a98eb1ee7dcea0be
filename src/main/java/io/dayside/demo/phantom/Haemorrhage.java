package io.dayside.demo.phantom;

import java.util.Random;

/** Blood in a head: where it is, how dense, and what it does to the brain around it. Frame and units of the head. */
final class Haemorrhage {

    private final Bleed kind;
    private final HeadAnatomy head;
    private final SmoothField field;
    private final double hounsfield;
    private final Ellipsoid core;
    private final double irregularity;
    private final double oedema;

    /** Direction of the thickest place of a collection under the skull; radians, 0 to the patient's left. */
    private final double bearing;

    private final double halfAngle;
    private final double thicknessMm;
    private final double levelMm;
    private final double halfHeightMm;

    Haemorrhage(Bleed kind, HeadAnatomy head, Random random) {
        this.kind = kind;
        this.head = head;
        this.field = head.field();
        hounsfield = between(random, kind == Bleed.SUBARACHNOID ? 48 : 56, kind == Bleed.SUBARACHNOID ? 66 : 78);
        irregularity = between(random, 0.15, 0.45);
        oedema = between(random, 1.25, 1.7);
        int side = random.nextBoolean() ? 1 : -1;
        core = parenchymal(random, side);
        double forward = Math.toRadians(between(random, -50, 45));
        bearing = side > 0 ? forward : Math.PI - forward;
        boolean lens = kind == Bleed.EPIDURAL;
        halfAngle = Math.toRadians(lens ? between(random, 20, 34) : between(random, 45, 85));
        thicknessMm = lens ? between(random, 11, 24) : between(random, 5, 14);
        levelMm = between(random, 5, 38);
        halfHeightMm = lens ? between(random, 18, 32) : between(random, 26, 45);
    }

    private static Ellipsoid parenchymal(Random random, int side) {
        boolean deep = random.nextDouble() < 0.5;
        double x = side * (deep ? between(random, 14, 28) : between(random, 24, 42));
        double y = deep ? between(random, -16, 16) : between(random, -48, 50);
        double z = deep ? between(random, -4, 14) : between(random, 4, 42);
        double size = between(random, 7, 20);
        return Ellipsoid.of(
                        x,
                        y,
                        z,
                        size * between(random, 0.75, 1.1),
                        size * between(random, 0.9, 1.3),
                        size * between(random, 0.8, 1.1),
                        0)
                .turned(between(random, 0, 180));
    }

    double hounsfield(double x, double y, double z) {
        return hounsfield + 4 * field.at(x / 4, y / 4, z / 5);
    }

    /** How much of a small volume here is blood, 0 to 1; {@code depth} as of {@link HeadAnatomy#depthMm}. */
    double cover(double x, double y, double z, double depth) {
        if (depth < head.innerTableMm()) {
            return 0;
        }
        return switch (kind) {
            case NONE -> 0;
            case INTRAPARENCHYMAL -> inBrain(x, y, z);
            case SUBDURAL, EPIDURAL -> underSkull(x, y, z, depth - head.innerTableMm());
            case SUBARACHNOID -> inFluid(x, y, z, 0.95);
            case INTRAVENTRICULAR -> y < -4 ? 0 : inFluid(x, y, z, 1);
        };
    }

    /** Fall of the brain's value around the blood: the rim of oedema. */
    double oedema(double x, double y, double z) {
        if (kind != Bleed.INTRAPARENCHYMAL || isFar(x, y, z)) {
            return 0;
        }
        double radius = blobRadius(x, y, z);
        return 9 * Ramps.cover((oedema - radius) * core.rx(), 4);
    }

    private double inBrain(double x, double y, double z) {
        if (isFar(x, y, z)) {
            return 0;
        }
        return Ramps.cover((1 - blobRadius(x, y, z)) * core.rx(), 1.8);
    }

    private boolean isFar(double x, double y, double z) {
        double reach = 2.2 * Math.max(core.rx(), core.ry());
        return Math.abs(z - core.z()) > 2 * core.rz()
                || Math.abs(x - core.x()) > reach
                || Math.abs(y - core.y()) > reach;
    }

    private double blobRadius(double x, double y, double z) {
        return core.radius(x, y, z) + irregularity * field.at(x / 8, y / 8, z / 8);
    }

    private double underSkull(double x, double y, double z, double depth) {
        if (depth > thicknessMm + 2 || Math.abs(z - levelMm) > halfHeightMm) {
            return 0;
        }
        double angle = Math.atan2(y / head.halfLengthMm(), x / head.halfWidthMm()) - bearing;
        double off = Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle))) / halfAngle;
        double up = (z - levelMm) / halfHeightMm;
        double rest = 1 - off * off - up * up;
        if (rest <= 0) {
            return 0;
        }
        double profile = kind == Bleed.EPIDURAL ? rest : Math.sqrt(rest);
        double thickness = thicknessMm * profile * (1 + 0.25 * irregularity * field.at(x / 12, y / 12, z / 12));
        return Ramps.cover(thickness - depth, 1.5);
    }

    /** Blood in cisterns, or settled in the back of the ventricles. */
    private double inFluid(double x, double y, double z, double part) {
        boolean ventricles = kind == Bleed.INTRAVENTRICULAR;
        double most = 0;
        for (Ellipsoid fluid : head.fluids()) {
            boolean cistern = fluid.softnessMm() > 1.5;
            if (cistern != ventricles && sameSide(fluid)) {
                most = Math.max(most, fluid.cover(x, y, z));
            }
        }
        return part * most;
    }

    private boolean sameSide(Ellipsoid fluid) {
        return fluid.x() == 0 || fluid.x() > 0 == Math.cos(bearing) > 0 || irregularity > 0.28;
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
