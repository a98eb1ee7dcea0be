package io.dayside.demo.phantom;

/**
 * A body in the head's frame. Millimetres; x to the patient's left, y to the back, z up; turned about z.
 *
 * @param hounsfield value inside
 * @param softnessMm width over which the border fades
 */
record Ellipsoid(
        double x,
        double y,
        double z,
        double rx,
        double ry,
        double rz,
        double cos,
        double sin,
        double hounsfield,
        double softnessMm) {

    static Ellipsoid of(double x, double y, double z, double rx, double ry, double rz, double hounsfield) {
        return new Ellipsoid(x, y, z, rx, ry, rz, 1, 0, hounsfield, 1.2);
    }

    Ellipsoid turned(double degrees) {
        double angle = Math.toRadians(degrees);
        return new Ellipsoid(x, y, z, rx, ry, rz, Math.cos(angle), Math.sin(angle), hounsfield, softnessMm);
    }

    Ellipsoid soft(double borderMm) {
        return new Ellipsoid(x, y, z, rx, ry, rz, cos, sin, hounsfield, borderMm);
    }

    /** The same body on the other side of the midline, moved and scaled a little as nature does. */
    Ellipsoid mirrored(double scale) {
        return new Ellipsoid(-x, y, z, rx * scale, ry * scale, rz, cos, -sin, hounsfield, softnessMm);
    }

    boolean reaches(double lowestMm, double highestMm) {
        return z + rz + softnessMm > lowestMm && z - rz - softnessMm < highestMm;
    }

    /** Normalised distance: 0 at the centre, 1 at the border. */
    double radius(double px, double py, double pz) {
        double dx = px - x;
        double dy = py - y;
        double along = (cos * dx + sin * dy) / rx;
        double across = (cos * dy - sin * dx) / ry;
        double up = (pz - z) / rz;
        return Math.sqrt(along * along + across * across + up * up);
    }

    /** How much of a small volume here the body fills, 0 to 1. */
    double cover(double px, double py, double pz) {
        double reach = rx + ry + softnessMm;
        if (Math.abs(px - x) > reach || Math.abs(py - y) > reach) {
            return 0;
        }
        return Ramps.cover((1 - radius(px, py, pz)) * Math.min(rx, Math.min(ry, rz)), softnessMm);
    }
}
