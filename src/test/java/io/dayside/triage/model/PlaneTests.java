package io.dayside.triage.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.triage.ModelFinding.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneTests {

    @Test
    void shrinkingTakesTheMeanOfTheAreaThatAPixelCovers() {
        var plane = new Plane(new float[] {1, 3, 5, 7, 9, 11, 13, 15}, 2, 4);

        assertThat(plane.resized(1, 2).values()).containsExactly(6, 10);
    }

    @Test
    void centringCutsAndPads() {
        var plane = new Plane(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);

        assertThat(plane.centred(1, 0).values()).containsExactly(5);
        assertThat(plane.centred(5, -1).values()[0]).isEqualTo(-1);
        assertThat(plane.centred(5, -1).values()[12]).isEqualTo(5);
    }

    @Test
    void aRegionIsGivenInThePixelsOfThePicture() {
        float[] map = new float[144];
        map[5 * 12 + 3] = 10;

        assertThat(SpeakingRegion.of(map, 1200, 600, 0, Preparation.FILM)).isEqualTo(new Region(150, 500, 50, 100));
        assertThat(SpeakingRegion.of(map, 460, 460, 0.5, Preparation.HEAD)).isEqualTo(new Region(115, 192, 38, 38));
    }

    @Test
    void aStacksScoreIsTheBestPairOfNeighbours() {
        assertThat(StackScore.of(List.of(-1.0, 5.0, -3.0, 2.0, 2.0))).isEqualTo(2.0);
        assertThat(StackScore.of(List.of(4.0))).isEqualTo(4.0);
    }
}
