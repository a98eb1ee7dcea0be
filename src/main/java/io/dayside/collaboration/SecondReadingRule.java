package io.dayside.collaboration;

import io.dayside.cases.Case;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Which cases take a workflow. An empty list is any.
 *
 * @param regions as the cases name them
 * @param findings labels, one of which a model must have flagged
 * @param subspecialty of who reads over; empty where any will do
 * @param within how long after the first report it is read over, or how long two who differ have to settle it themselves;
 *     zero where a third decides at once and for other workflows
 * @param preliminary who receives a resident's report
 */
record SecondReadingRule(
        String name,
        List<String> modalities,
        List<String> regions,
        List<Priority> priorities,
        List<String> findings,
        Workflow workflow,
        String subspecialty,
        Duration within,
        Preliminary preliminary) {

    enum Preliminary {
        TO_HOSPITAL,
        INSIDE
    }

    SecondReadingRule {
        modalities = List.copyOf(modalities);
        regions = List.copyOf(regions);
        priorities = List.copyOf(priorities);
        findings = List.copyOf(findings);
    }

    boolean covers(Case work) {
        return anyOr(modalities, work.modality())
                && anyOr(regions, work.bodyPart())
                && (priorities.isEmpty() || priorities.contains(work.priority()))
                && (findings.isEmpty() || flagged(work));
    }

    private static boolean anyOr(List<String> wanted, String one) {
        return wanted.isEmpty() || wanted.contains(one);
    }

    private boolean flagged(Case work) {
        return work.assessment() == Assessment.Status.DONE
                && work.topProbability() > 0
                && findings.stream().anyMatch(finding -> finding.equalsIgnoreCase(work.topLabel()));
    }

    String inWords() {
        return switch (workflow) {
            case SINGLE -> name + " by one";
            case DOUBLE ->
                name + " by two independently"
                        + (within.isZero()
                                ? ""
                                : ", who settle it themselves within %d min".formatted(within.toMinutes()));
            case SUPERVISED ->
                name + " by residents with an attending, preliminary "
                        + preliminary.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case OVER_READ ->
                "%s read over%s within %d min"
                        .formatted(name, subspecialty.isEmpty() ? "" : " by " + subspecialty, within.toMinutes());
        };
    }
}
