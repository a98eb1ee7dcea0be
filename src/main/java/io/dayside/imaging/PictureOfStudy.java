package io.dayside.imaging;

/**
 * One image of a study and whether the viewer shows it.
 *
 * @param seriesNumber as the object says; with {@code instanceNumber} how people name the image
 * @param frames at least 1
 * @param notShown in plain words why the viewer cannot show it, or not all of its frames; empty where it can
 */
public record PictureOfStudy(int seriesNumber, int instanceNumber, int frames, String notShown) {

    public boolean isShown() {
        return notShown.isEmpty();
    }
}
