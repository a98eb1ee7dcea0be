package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.sla.CaseClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case in a specialist's order, the next one first.
 *
 * @param clock absent until the study is complete
 * @param why what put it at its place, most important first, in words
 * @param classed the class by which it is sorted before its clock, and what gave it: {@code front · model}
 * @param heldBy display name of the specialist who holds it; absent while nobody does
 */
public record WorklistEntry(
        Case work,
        @Nullable CaseClock clock,
        List<String> why,
        String classed,
        @Nullable String heldBy) {}
