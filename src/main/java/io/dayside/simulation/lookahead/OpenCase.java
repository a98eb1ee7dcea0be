package io.dayside.simulation.lookahead;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A case that waits, and who is to read it; nobody where that is not before the horizon. The solver changes it. */
@PlanningEntity
public class OpenCase {

    private int place;

    private Work work;

    private List<Chair> chairs;

    private @Nullable Chair chair;

    /** For the solver, which copies it. */
    @SuppressWarnings("NullAway.Init")
    public OpenCase() {}

    /**
     * @param place in the order of reading, from 0
     * @param chairs of those who may read it
     */
    OpenCase(int place, Work work, List<Chair> chairs, @Nullable Chair chair) {
        this.place = place;
        this.work = work;
        this.chairs = chairs;
        this.chair = chair;
    }

    @PlanningId
    public int getPlace() {
        return place;
    }

    @ValueRangeProvider
    public List<Chair> getChairs() {
        return chairs;
    }

    @PlanningVariable(allowsUnassigned = true)
    public @Nullable Chair getChair() {
        return chair;
    }

    public void setChair(@Nullable Chair chair) {
        this.chair = chair;
    }

    Work work() {
        return work;
    }

    /** Only of one that has a reader. */
    Chair chosen() {
        return Objects.requireNonNull(chair);
    }

    @Override
    public String toString() {
        return "case %d: %s".formatted(place, chair);
    }
}
