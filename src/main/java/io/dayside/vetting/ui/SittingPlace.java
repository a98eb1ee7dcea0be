package io.dayside.vetting.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.dayside.cases.CaseId;
import io.dayside.reading.ReadingRoom;
import io.dayside.reading.ui.DeskPlace;
import io.dayside.sla.CaseClock;
import io.dayside.vetting.Candidates;
import java.util.Optional;
import java.util.UUID;

/** A case of a test on its candidate's desk. */
record SittingPlace(CaseId id, UUID sitting, ReadingRoom room, Candidates candidates) implements DeskPlace {

    @Override
    public boolean keep() {
        return candidates.isHeld(id);
    }

    @Override
    public Optional<CaseClock> running() {
        return Optional.empty();
    }

    @Override
    public Optional<Component> question(Runnable answered) {
        return Optional.of(new QuestionPanel(candidates.questions(id), (target, answer) -> {
            candidates.answer(id, target, answer);
            answered.run();
        }));
    }

    @Override
    public boolean hasEarlier() {
        return false;
    }

    @Override
    public void next(UI ui) {
        ui.navigate(SittingView.class, sitting.toString());
    }

    @Override
    public void toList(UI ui) {
        ui.navigate(OwnTestsView.class);
    }

    @Override
    public String listWords() {
        return "Tests";
    }

    @Override
    public void giveBack(UI ui) {
        toList(ui);
    }

    @Override
    public String leavingWords() {
        return "Pause";
    }

    @Override
    public String leavingHint() {
        return "Back to your tests. Your text and answers are kept; the case's time goes on.";
    }

    @Override
    public boolean mayDecline() {
        return false;
    }

    @Override
    public void decline(UI ui, String reason) {
        throw new IllegalStateException("a test has no colleague who could read it instead");
    }

    @Override
    public String lostWords() {
        return "This test has ended meanwhile. What you signed counts.";
    }
}
