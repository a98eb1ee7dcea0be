package io.dayside.delivery.ui;

import static io.dayside.delivery.ui.ReceivingFixtures.receiving;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import io.dayside.archive.StudyRef;
import io.dayside.intake.ReceivingStudy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceivingCardTests {

    private final List<ReceivingStudy> arriving = new ArrayList<>();
    private final List<StudyRef> completed = new ArrayList<>();
    private boolean coordinator = true;

    private final ReceivingCard card = new ReceivingCard(
            most -> arriving.stream().limit(most).toList(),
            study -> "waits, has " + study.study().instances(),
            _ -> coordinator,
            completed::add,
            Clock.systemUTC());

    @Test
    void nothingArriving() {
        show();

        assertThat(text()).startsWith("Being received 0").contains("No study is arriving.");
        assertThat(rows()).isEmpty();
    }

    @Test
    void aStudySaysWhoseItIsHowFarItIsAndWhatItWaitsFor() {
        show(receiving("1.2.3", 120));

        assertThat(text()).startsWith("Being received 1").doesNotContain("No study is arriving.");
        assertThat(rows().getFirst().getElement().getTextRecursively())
                .isEqualTo("Roe Jane · P-1" + "CT head" + "120 images" + "waits, has 120" + "All images are here");
        assertThat(parts(card).filter(Anchor.class::isInstance))
                .extracting(link -> ((Anchor) link).getHref())
                .containsExactly("/study/northgate/1.2.3");
    }

    @Test
    void aRowStaysTheSameWhileItsWordsChange() {
        show(receiving("1.2.3", 1), receiving("1.2.4", 1));
        var before = rows();

        show(receiving("1.2.4", 2), receiving("1.2.3", 2), receiving("1.2.5", 1));

        assertThat(rows()).startsWith(before.toArray(Component[]::new)).hasSize(3);
        assertThat(before)
                .allSatisfy(
                        row -> assertThat(row.getElement().getTextRecursively()).contains("2 images", "waits, has 2"));
    }

    @Test
    void whatBecameCompleteLeavesTheCard() {
        show(receiving("1.2.3", 1), receiving("1.2.4", 1));

        show(receiving("1.2.4", 1));

        assertThat(buttons())
                .extracting(AllImagesHere::getId)
                .allSatisfy(id -> assertThat(id).contains("all-images-here-northgate-1.2.4"));
        assertThat(rows()).hasSize(1);
    }

    @Test
    void theWordIsGivenForTheRowsStudy() {
        show(receiving("1.2.3", 1), receiving("1.2.4", 1));

        buttons().getLast().click();

        assertThat(completed).extracting(StudyRef::studyInstanceUid).containsExactly("1.2.4");
    }

    @Test
    void whoMayNotSaySoSeesNoButton() {
        coordinator = false;
        show(receiving("1.2.3", 1));

        assertThat(buttons()).noneMatch(Component::isVisible);
    }

    @Test
    void manyAreNotAllShown() {
        show(IntStream.rangeClosed(1, ReceivingCard.MOST_ROWS + 1)
                .mapToObj(number -> receiving("1.2." + number, 1))
                .toArray(ReceivingStudy[]::new));

        assertThat(rows()).hasSize(ReceivingCard.MOST_ROWS);
        assertThat(text()).contains(ReceivingCard.MOST_ROWS + " or more");
    }

    private void show(ReceivingStudy... studies) {
        arriving.clear();
        arriving.addAll(List.of(studies));
        card.refresh();
    }

    private String text() {
        return card.getChildren()
                .filter(Component::isVisible)
                .map(part -> part.getElement().getTextRecursively())
                .reduce("", String::concat);
    }

    private List<Component> rows() {
        return card.getChildren().filter(ReceivingRow.class::isInstance).toList();
    }

    private List<AllImagesHere> buttons() {
        return parts(card)
                .filter(AllImagesHere.class::isInstance)
                .map(AllImagesHere.class::cast)
                .toList();
    }

    private static Stream<Component> parts(Component of) {
        return Stream.concat(Stream.of(of), of.getChildren().flatMap(ReceivingCardTests::parts));
    }
}
