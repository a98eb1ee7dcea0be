package io.dayside.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Order of a series' instances: along the normal of the image plane where all share one orientation, otherwise by
 * instance number. PS3.3 C.7.6.2.1.1.
 */
final class StackOrder {

    /** Direction cosines closer than this are the same plane: scanners round them to six digits or fewer. */
    private static final double SAME_DIRECTION = 1e-3;

    private StackOrder() {}

    /**
     * One instance with its place in space.
     *
     * @param position (0020,0032), or null
     * @param orientation (0020,0037), or null
     */
    record Placed(ArchivedInstance instance, double @Nullable [] position, double @Nullable [] orientation) {}

    private record Ranked(ArchivedInstance instance, double alongNormal) {}

    static List<ArchivedInstance> of(List<Placed> series) {
        var normal = commonNormal(series);
        return series.stream()
                .map(placed -> new Ranked(placed.instance(), normal == null ? 0 : dot(normal, placed.position())))
                .sorted(Comparator.comparingDouble(Ranked::alongNormal)
                        .thenComparingInt(ranked -> ranked.instance().instanceNumber())
                        .thenComparing(ranked -> ranked.instance().sopInstanceUid()))
                .map(Ranked::instance)
                .toList();
    }

    private static double @Nullable [] commonNormal(List<Placed> series) {
        var normals = new ArrayList<double[]>();
        for (var placed : series) {
            var orientation = placed.orientation();
            if (orientation == null || placed.position() == null) {
                return null;
            }
            normals.add(normal(orientation));
        }
        if (normals.isEmpty()) {
            return null;
        }
        var first = normals.getFirst();
        return normals.stream().allMatch(other -> same(first, other)) ? first : null;
    }

    private static double[] normal(double[] cosines) {
        return new double[] {
            cosines[1] * cosines[5] - cosines[2] * cosines[4],
            cosines[2] * cosines[3] - cosines[0] * cosines[5],
            cosines[0] * cosines[4] - cosines[1] * cosines[3]
        };
    }

    private static boolean same(double[] a, double[] b) {
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(a[axis] - b[axis]) > SAME_DIRECTION) {
                return false;
            }
        }
        return true;
    }

    private static double dot(double[] normal, double @Nullable [] position) {
        return position == null ? 0 : normal[0] * position[0] + normal[1] * position[1] + normal[2] * position[2];
    }
}
