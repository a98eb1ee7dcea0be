package io.dayside.demo;

import io.dayside.demo.phantom.ChestPhantom;
import io.dayside.demo.phantom.HeadCtPhantom;
import io.dayside.triage.TrainingImages;

/** Offers the phantoms to the training of models. */
public final class PhantomTrainingImages implements TrainingImages {

    @Override
    public HeadVolume head(long seed, boolean haemorrhage) {
        return new PhantomVolume(HeadCtPhantom.of(seed, haemorrhage));
    }

    @Override
    public ChestFilm chest(long seed, boolean pneumothorax) {
        var film = ChestPhantom.film(seed, pneumothorax);
        return new ChestFilm(film.values(), ChestPhantom.ROWS, ChestPhantom.COLUMNS, pneumothorax);
    }

    private record PhantomVolume(HeadCtPhantom phantom) implements HeadVolume {

        @Override
        public int slices() {
            return phantom.slices();
        }

        @Override
        public HeadSlice slice(int index) {
            var slice = phantom.slice(index);
            return new HeadSlice(
                    slice.hounsfield(),
                    HeadCtPhantom.SIZE,
                    HeadCtPhantom.SIZE,
                    HeadCtPhantom.SPACING_MM,
                    slice.blood(),
                    slice.bloodPixels(),
                    slice.visible());
        }
    }
}
