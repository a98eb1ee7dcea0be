package io.dayside.triage.model;

/** From a picture at the network's size to the network's channels. */
public enum Preparation {

    /** Grey from 0 to 255; one channel of mean 0 and deviation 1. */
    FILM(1) {
        @Override
        public Plane fitted(Plane picture, double spacingMm, int size) {
            return picture.resized(size, size).stretched();
        }

        @Override
        public void fill(float[] values, float[] channels, int at) {
            double mean = 0;
            double squares = 0;
            for (float value : values) {
                mean += value;
                squares += value * value;
            }
            mean /= values.length;
            double deviation = Math.sqrt(Math.max(squares / values.length - mean * mean, 1));
            for (int i = 0; i < values.length; i++) {
                channels[at + i] = (float) ((values[i] - mean) / deviation);
            }
        }
    },

    /** Hounsfield units; the brain window (40 / 80) and the subdural window (75 / 215), each from -1 to 1. */
    HEAD(2) {
        @Override
        public Plane fitted(Plane picture, double spacingMm, int size) {
            int side = spacingMm > 0
                    ? (int) Math.round(FIELD_OF_VIEW_MM / spacingMm)
                    : Math.max(picture.rows(), picture.columns());
            return picture.centred(side, AIR).resized(size, size);
        }

        @Override
        public void fill(float[] values, float[] channels, int at) {
            for (int i = 0; i < values.length; i++) {
                channels[at + i] = windowed(values[i], 40, 80);
                channels[at + values.length + i] = windowed(values[i], 75, 215);
            }
        }
    };

    /** What a slice is cut or padded to, about a head's centre. */
    public static final double FIELD_OF_VIEW_MM = 230;

    private static final float AIR = -1000;

    private final int channels;

    Preparation(int channels) {
        this.channels = channels;
    }

    public int channels() {
        return channels;
    }

    /** @param spacingMm of the picture's pixels; 0 where unknown, then the whole picture is the field of view */
    public abstract Plane fitted(Plane picture, double spacingMm, int size);

    /** Writes the channels of one fitted picture, one after the other, beginning at {@code at}. */
    public abstract void fill(float[] values, float[] channels, int at);

    public float[] channels(Plane fitted) {
        float[] result = new float[channels * fitted.values().length];
        fill(fitted.values(), result, 0);
        return result;
    }

    private static float windowed(float value, float centre, float width) {
        return Math.clamp((value - centre) / (width / 2), -1, 1);
    }

    /** Grey 0 to 255 of a picture in the brain window back to Hounsfield units: 0 to 80, nothing beyond. */
    public static Plane fromBrainWindow(Plane grey) {
        float[] values = new float[grey.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey.values()[i] * 80 / 255;
        }
        return new Plane(values, grey.rows(), grey.columns());
    }
}
