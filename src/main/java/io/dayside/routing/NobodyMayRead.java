package io.dayside.routing;

import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.routing.RuleVerdict.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cases that would wait for ever: no specialist, whatever the hour, passes the rules that waiting does not mend. */
final class NobodyMayRead {

    private static final Set<Rule> LASTING = EnumSet.of(
            Rule.LICENCE, Rule.PRIVILEGE, Rule.COMPETENCY, Rule.SECOND_READER, Rule.SUPERVISOR, Rule.OVER_READER);

    private NobodyMayRead() {}

    /**
     * @param everybody the same case and hospital, once for each specialist
     * @return the reason, as the end of a sentence; empty where somebody may read it some time
     */
    static Optional<String> why(List<Question> everybody) {
        if (everybody.isEmpty()) {
            return Optional.of("there is no specialist");
        }
        return everybody.stream().anyMatch(NobodyMayRead::sometime) ? Optional.empty() : Optional.of(reason(everybody));
    }

    private static boolean sometime(Question question) {
        return hasShifts(question)
                && EligibilityRules.isEngaged(question)
                && LASTING.stream()
                        .allMatch(
                                rule -> EligibilityRules.verdict(rule, question).allowed());
    }

    private static boolean hasShifts(Question question) {
        return !question.specialist().shifts().isEmpty();
    }

    /** The first thing that nobody has; where each has something, that nobody has it all. */
    private static String reason(List<Question> everybody) {
        var one = everybody.getFirst();
        if (nobody(Rule.COMPETENCY, everybody)) {
            return "nobody is competent in " + EligibilityRules.study(one.work(), one.asked());
        }
        if (nobody(Rule.LICENCE, everybody)) {
            return "nobody holds a licence for " + one.work().jurisdiction();
        }
        if (nobody(Rule.PRIVILEGE, everybody)) {
            return "nobody is privileged at " + one.hospital();
        }
        if (everybody.stream().noneMatch(EligibilityRules::isEngaged)) {
            return "nobody has a contract with " + one.hospital();
        }
        if (nobody(Rule.SECOND_READER, everybody)) {
            return withoutTurn(one.turn());
        }
        if (nobody(Rule.SUPERVISOR, everybody)) {
            return "everybody who reads for us is a resident";
        }
        if (nobody(Rule.OVER_READER, everybody)) {
            return "nobody is competent in %s for %s"
                    .formatted(one.turn().subspecialty(), EligibilityRules.study(one.work()));
        }
        var again = one.turn().readBy().isEmpty() ? "" : " who has not read it yet";
        return "nobody is competent in %s, licensed for %s, privileged at %s and on the rota all at once%s"
                .formatted(
                        EligibilityRules.study(one.work(), one.asked()),
                        one.work().jurisdiction(),
                        one.hospital(),
                        again);
    }

    private static String withoutTurn(Turn turn) {
        if (turn.only().isEmpty()) {
            return "everybody who reads for us has read it";
        }
        return turn.role() == Role.CONSENSUS
                ? "who read it second and was to compare the two readings reads for us no more"
                : "neither of the two who settle it reads for us any more";
    }

    private static boolean nobody(Rule rule, List<Question> everybody) {
        return everybody.stream()
                .noneMatch(question -> EligibilityRules.verdict(rule, question).allowed());
    }
}
