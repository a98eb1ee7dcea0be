package io.dayside.rostering;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.entity.PlanningPin;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the shifts that somebody may have in the week, whichever it is, or none. The solver changes it. */
@PlanningEntity
public class Duty {

    private long id;

    private Person person;

    private boolean locked;

    private List<Choice> choices;

    private @Nullable Choice choice;

    /** For the solver, which copies it. */
    @SuppressWarnings("NullAway.Init")
    public Duty() {}

    Duty(long id, Person person, List<Choice> choices, @Nullable Choice choice, boolean locked) {
        this.id = id;
        this.person = person;
        this.choices = choices;
        this.choice = choice;
        this.locked = locked;
    }

    @PlanningId
    public long getId() {
        return id;
    }

    @PlanningPin
    public boolean isLocked() {
        return locked;
    }

    @ValueRangeProvider
    public List<Choice> getChoices() {
        return choices;
    }

    @PlanningVariable(allowsUnassigned = true)
    public @Nullable Choice getChoice() {
        return choice;
    }

    public void setChoice(@Nullable Choice choice) {
        this.choice = choice;
    }

    Person person() {
        return person;
    }

    /** Only of one that has a shift. */
    Choice chosen() {
        return Objects.requireNonNull(choice);
    }

    ShiftOption shift() {
        return chosen().option;
    }

    int restMissing(Duty other) {
        return shift().restMissing(other.shift());
    }

    @Override
    public String toString() {
        return person + " " + id + ": " + choice;
    }
}
