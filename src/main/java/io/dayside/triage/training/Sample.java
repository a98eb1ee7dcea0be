package io.dayside.triage.training;

import io.dayside.triage.model.Plane;
import org.jspecify.annotations.Nullable;

/**
 * One labelled picture at the network's size.
 *
 * @param source which collection it is from
 * @param patient never shared between the parts of a split
 * @param mask 1 where the finding is, of the picture's shape; absent where that is not known
 */
record Sample(String source, String patient, short[] values, int size, boolean positive, byte @Nullable [] mask) {

    static Sample of(String source, String patient, Plane fitted, boolean positive, byte @Nullable [] mask) {
        short[] values = new short[fitted.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) Math.round(fitted.values()[i]);
        }
        return new Sample(source, patient, values, fitted.columns(), positive, mask);
    }

    Plane plane() {
        return Plane.of(values, size, size);
    }
}
