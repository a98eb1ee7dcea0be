package io.dayside.reading.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.dayside.cases.CaseId;
import io.dayside.reading.ReadingRoom;
import io.dayside.sla.CaseClock;
import java.util.Optional;

/** How a case came to the desk, what keeps it there, and where one goes from it. */
public interface DeskPlace {

    CaseId id();

    ReadingRoom room();

    /** Holds the case for a while longer; false when it is lost. */
    boolean keep();

    /** The clock that people see run down; empty where there is none. */
    Optional<CaseClock> running();

    /** What is asked besides the report, shown above it; {@code answered} is to be called with each answer. */
    default Optional<Component> question(Runnable answered) {
        return Optional.empty();
    }

    /** Whether earlier studies of the patient may matter. */
    default boolean hasEarlier() {
        return true;
    }

    /** To the case that comes next, or to the list when there is none. */
    void next(UI ui);

    void toList(UI ui);

    /** As people call the list. */
    String listWords();

    /** Leaves the case unread; what was written is kept. */
    void giveBack(UI ui);

    String leavingWords();

    String leavingHint();

    boolean mayDecline();

    /** Leaves the case to others, where {@link #mayDecline}. */
    void decline(UI ui, String reason);

    /** Told to whom the case was lost. */
    String lostWords();
}
