package io.dayside.triage;

/**
 * Generated pictures to train and test models on, with the truth about each. Implemented by the room that simulates
 * hospitals and found by {@link java.util.ServiceLoader}. The same seed gives the same picture.
 */
public interface TrainingImages {

    HeadVolume head(long seed, boolean haemorrhage);

    ChestFilm chest(long seed, boolean pneumothorax);

    /** A head in slices that are computed when asked for. */
    interface HeadVolume {

        int slices();

        /** @param index from 0 at the base of the skull */
        HeadSlice slice(int index);
    }

    /**
     * @param hounsfield {@code rows * columns} values, row-major
     * @param blood of the same shape, 1 where there is blood and 0 elsewhere
     * @param bloodPixels ones in {@code blood}
     * @param visible whether there is enough blood to be called visible
     */
    record HeadSlice(
            short[] hounsfield,
            int rows,
            int columns,
            double spacingMm,
            byte[] blood,
            int bloodPixels,
            boolean visible) {}

    /** @param values {@code rows * columns} values, row-major, high is white */
    record ChestFilm(short[] values, int rows, int columns, boolean pneumothorax) {}
}
