package io.dayside.demo.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One head, drawn from a seed. Millimetres in the head's own frame: origin at the level of the thalami, x to the
 * patient's left, y to the back, z up. Values in Hounsfield units.
 */
final class HeadAnatomy {

    static final double LOWEST_MM = -62;

    private static final double CSF = 7;
    private static final double WHITE = 29;
    private static final double GREY = 38;
    private static final double MUSCLE = 52;
    private static final double AIR = -1000;

    private final SmoothField field;
    private final double halfWidthMm;
    private final double halfLengthMm;
    private final double heightMm;
    private final double[] harmonics = new double[4];
    private final double scalpMm;
    private final double skullMm;
    private final double corticalHu;
    private final double sulciWidth;
    private final double falxHu;
    private final boolean falxCalcified;
    private final double floorTilt;
    private final List<Ellipsoid> brainParts = new ArrayList<>();
    private final List<Ellipsoid> fluids = new ArrayList<>();
    private final List<Ellipsoid> calcifications = new ArrayList<>();
    private final List<Ellipsoid> bones = new ArrayList<>();
    private final List<Ellipsoid> cavities = new ArrayList<>();

    /** Width of the ventricles against a young adult's. */
    private final double atrophy;

    HeadAnatomy(Random random) {
        field = new SmoothField(random);
        double scale = between(random, 0.93, 1.06);
        halfWidthMm = 74 * scale * between(random, 0.96, 1.04);
        halfLengthMm = 93 * scale * between(random, 0.96, 1.04);
        heightMm = 84 * scale;
        for (int i = 0; i < harmonics.length; i++) {
            harmonics[i] = random.nextGaussian() * 0.012;
        }
        scalpMm = between(random, 4, 7);
        skullMm = between(random, 5.5, 8.5);
        corticalHu = between(random, 1050, 1500);
        atrophy = between(random, 0.7, 1.7);
        sulciWidth = 0.06 + 0.07 * (atrophy - 0.7);
        falxHu = between(random, 45, 62);
        falxCalcified = random.nextDouble() < 0.25;
        floorTilt = between(random, -3, 3);
        addBrain(random);
        addCalcifications(random);
        addBase(random);
    }

    SmoothField field() {
        return field;
    }

    double heightMm() {
        return heightMm;
    }

    double halfWidthMm() {
        return halfWidthMm;
    }

    double halfLengthMm() {
        return halfLengthMm;
    }

    List<Ellipsoid> fluids() {
        return fluids;
    }

    private void addBrain(Random random) {
        addPair(brainParts, random, Ellipsoid.of(11, 6, 2, 7, 13, 8, GREY - 1));
        addPair(brainParts, random, Ellipsoid.of(24, -8, 2, 6, 14, 8, GREY).turned(-12));
        addPair(brainParts, random, Ellipsoid.of(14, -24, 8, 4, 8, 8, GREY).turned(10));
        double w = atrophy;
        addPair(fluids, random, Ellipsoid.of(8, -24, 7, 4 * w, 15, 9, CSF).turned(14));
        addPair(
                fluids,
                random,
                Ellipsoid.of(11, 5, 17, 5.5 * w, 26, 6 * Math.sqrt(w), CSF).turned(-8));
        addPair(fluids, random, Ellipsoid.of(22, 30, 5, 5.5 * w, 11, 8, CSF).turned(-22));
        addPair(fluids, random, Ellipsoid.of(31, 6, -14, 2.5 * w, 12, 3, CSF).turned(-10));
        fluids.add(Ellipsoid.of(0, 2, -1, 1.8 * w, 12, 8, CSF));
        fluids.add(Ellipsoid.of(0, 40, -28, 6, 5 * Math.sqrt(w), 8, CSF));
        fluids.add(Ellipsoid.of(0, -12, -22, 13, 7, 5, CSF).soft(3));
        fluids.add(Ellipsoid.of(0, 27, -6, 9, 3, 5, CSF).soft(2));
        addPair(
                fluids,
                random,
                Ellipsoid.of(47, -12, -3, 12, 2.5 * w, 9, CSF).turned(-12).soft(3));
    }

    private void addCalcifications(Random random) {
        if (random.nextDouble() < 0.6) {
            double size = between(random, 1.5, 4.5);
            double value = between(random, 90, 420);
            addPair(calcifications, random, Ellipsoid.of(22, 31, 6, size, size * 1.5, size, value));
        }
        if (random.nextDouble() < 0.55) {
            double size = between(random, 1.5, 3.5);
            calcifications.add(Ellipsoid.of(0, 24, 1, size, size, size, between(random, 80, 350)));
        }
        if (random.nextDouble() < 0.12) {
            addPair(
                    calcifications,
                    random,
                    Ellipsoid.of(20, -6, 2, 3, 6, 3, between(random, 60, 160)).soft(4));
        }
        calcifications.add(
                Ellipsoid.of(0, 78, -8, 6, 4, 8, between(random, 48, 62)).soft(2));
        addPair(
                calcifications,
                random,
                Ellipsoid.of(38, 66, -20, 9, 4, 4, between(random, 46, 60)).soft(2));
    }

    private void addBase(Random random) {
        addPair(
                bones,
                random,
                Ellipsoid.of(40, 16, -40, 28, 8, 9, 900).turned(28).soft(3));
        addPair(
                bones,
                random,
                Ellipsoid.of(30, -30, -30, 24, 3.5, 5, 700).turned(-12).soft(3));
        bones.add(Ellipsoid.of(0, 8, -44, 9, 16, 12, 650).soft(3));
        addPair(
                cavities,
                random,
                Ellipsoid.of(56, 26, -44, 10, 12, 11, AIR).turned(20).soft(3));
        cavities.add(Ellipsoid.of(0, -10, -40, 12, 12, 8, AIR));
        addPair(cavities, random, Ellipsoid.of(8, -52, -38, 6, 20, 12, AIR).soft(2));
        addPair(cavities, random, Ellipsoid.of(28, -58, -60, 15, 14, 14, AIR));
        double frontal = between(random, 3, 10);
        addPair(cavities, random, Ellipsoid.of(10, -84, -14, 12, frontal / 2, frontal * 1.4, AIR));
    }

    private static void addPair(List<Ellipsoid> to, Random random, Ellipsoid left) {
        to.add(left);
        to.add(left.mirrored(between(random, 0.88, 1.12)));
    }

    /** Depth under the skin in millimetres, near enough; negative outside. */
    double depthMm(double x, double y, double z) {
        double u = x / halfWidthMm;
        double v = y / halfLengthMm;
        double r2 = u * u + v * v;
        if (r2 > 1.2) {
            return -1;
        }
        double r = Math.sqrt(r2);
        double profile = profile(z);
        return (profile - r / shape(u, v, r)) * (halfWidthMm + halfLengthMm) / 2;
    }

    /** How far the outline departs from an ellipse in a direction, as a factor. */
    private double shape(double u, double v, double r) {
        if (r < 0.3) {
            return 1;
        }
        double cos = u / r;
        double sin = v / r;
        return 1
                + harmonics[0] * cos
                + harmonics[1] * sin
                + (harmonics[2] - 0.01) * (2 * cos * cos - 1)
                + harmonics[3] * cos * (4 * cos * cos - 3);
    }

    /** Depth of the inner face of the skull. */
    double innerTableMm() {
        return scalpMm + skullMm;
    }

    private double profile(double z) {
        if (z <= 0) {
            double down = z / 62;
            return 1 - 0.11 * down * down;
        }
        double up = Math.min(z / heightMm, 0.9999);
        return Math.sqrt(1 - up * up * Math.sqrt(up));
    }

    /** A slab of the head, with only the parts that reach into it. */
    Slab slab(double lowestMm, double highestMm) {
        return new Slab(
                within(brainParts, lowestMm, highestMm),
                within(fluids, lowestMm, highestMm),
                within(calcifications, lowestMm, highestMm),
                within(bones, lowestMm, highestMm),
                within(cavities, lowestMm, highestMm));
    }

    private static Ellipsoid[] within(List<Ellipsoid> parts, double lowestMm, double highestMm) {
        return parts.stream().filter(part -> part.reaches(lowestMm, highestMm)).toArray(Ellipsoid[]::new);
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Tissue values in a slab. */
    final class Slab {

        private final Ellipsoid[] brainPart;
        private final Ellipsoid[] fluid;
        private final Ellipsoid[] calcification;
        private final Ellipsoid[] bone;
        private final Ellipsoid[] cavity;

        private Slab(
                Ellipsoid[] brainPart,
                Ellipsoid[] fluid,
                Ellipsoid[] calcification,
                Ellipsoid[] bone,
                Ellipsoid[] cavity) {
            this.brainPart = brainPart;
            this.fluid = fluid;
            this.calcification = calcification;
            this.bone = bone;
            this.cavity = cavity;
        }

        /**
         * Value without haemorrhage.
         *
         * @param depth from {@link #depthMm} at the same place, positive
         */
        double hounsfield(double x, double y, double z, double depth) {
            double table = innerTableMm() + (depth < 24 ? 0.9 * field.at(x / 28, y / 28, z / 28) : 0);
            double value = depth < table + 2 ? shell(x, y, z, depth, table) : brain(x, y, z, depth - table);
            if (z < 8) {
                value = overFloor(value, x, y, z, depth);
                value = applied(bone, value, x, y, z);
                value = applied(cavity, value, x, y, z);
            }
            return value;
        }

        private double overFloor(double value, double x, double y, double z, double depth) {
            double floor = skullFloorMm(y) - z;
            if (floor < -5 || depth <= scalpMm) {
                return value;
            }
            double under = floor + 2.5 * field.at(x / 9, y / 9, 5);
            double below = Ramps.cover(under, 4);
            return below > 0 ? Ramps.mix(value, base(x, y, z, under), below) : value;
        }

        private double shell(double x, double y, double z, double depth, double table) {
            double scalp = depth < scalpMm * 0.55 ? -60 : 40;
            double inBone = Ramps.cover(depth - scalpMm, 1) * Ramps.cover(table - depth, 1);
            double middle = (scalpMm + table) / 2;
            double diploe = Ramps.gauss(depth - middle, skullMm * 0.16);
            double bony = corticalHu - (corticalHu - 550) * diploe + 60 * field.at(x / 5, y / 5, z / 5);
            double under = depth < middle ? scalp : CSF + 3;
            return Ramps.mix(under, bony, inBone);
        }

        private double brain(double x, double y, double z, double depth) {
            double fold = depth < 22 ? field.at(x / 9, y / 9, z / 11) : 1;
            double cortex = Ramps.cover(5 + 3 * fold - depth, 2);
            double value = Ramps.mix(WHITE, GREY, cortex);
            if (z < -18 && y > 22) {
                value = Ramps.mix(value, GREY - 2, 0.6);
            }
            if (depth < 17) {
                double sulcus =
                        Math.clamp(1.6 - Math.abs(fold) / sulciWidth, 0, 1) * Math.clamp(1.3 - depth / 13, 0, 1);
                double surface = Ramps.cover(1.2 + 0.8 * atrophy - depth, 1.5);
                value = Ramps.mix(value, CSF, Math.max(sulcus, surface) * 0.9);
            }
            value = applied(brainPart, value, x, y, z);
            value = falx(value, x, y, z);
            value = applied(fluid, value, x, y, z);
            value = applied(calcification, value, x, y, z);
            return value + 5 / (1 + depth * depth / 70);
        }

        private double falx(double value, double x, double y, double z) {
            if (Math.abs(x) > 7 || z < 10 - 0.1 * Math.abs(y) || (Math.abs(y) < 42 && z < 28)) {
                return value;
            }
            double off = Math.abs(x - 2 * field.at(3, y / 40, z / 40));
            double fissure = Ramps.mix(value, CSF + 4, Ramps.cover(2.4 - off, 1.5) * 0.7);
            double hard = falxCalcified && field.at(9, y / 12, z / 9) > 0.35 ? 260 : falxHu;
            return Ramps.mix(fissure, hard, Ramps.cover(0.9 - off, 1));
        }

        private double skullFloorMm(double y) {
            double front = -17 + floorTilt;
            double middle = -36;
            double back = -56;
            double toMiddle = Ramps.cover(y + 28, 10);
            double toBack = Ramps.cover(y - 14, 12);
            return Ramps.mix(Ramps.mix(front, middle, toMiddle), back, toBack);
        }

        private double base(double x, double y, double z, double below) {
            double plate = Ramps.cover(3.5 - below, 3) * 700;
            double texture = field.at(x / 11, y / 8, z / 8) + 0.4 * field.at(y / 5, x / 5, z / 5);
            double deep = MUSCLE + 600 * Ramps.cover(texture - 0.42, 0.25) - 130 * Ramps.cover(-0.5 - texture, 0.3);
            return Math.max(plate, deep);
        }

        private static double applied(Ellipsoid[] parts, double value, double x, double y, double z) {
            double result = value;
            for (Ellipsoid part : parts) {
                double cover = part.cover(x, y, z);
                if (cover > 0) {
                    result = Ramps.mix(result, part.hounsfield(), cover);
                }
            }
            return result;
        }
    }
}
