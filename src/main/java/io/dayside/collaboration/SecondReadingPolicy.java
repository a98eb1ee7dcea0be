package io.dayside.collaboration;

import io.dayside.cases.Case;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A hospital's rules; the first that covers a case holds. */
record SecondReadingPolicy(List<SecondReadingRule> rules) {

    static final SecondReadingPolicy NONE = new SecondReadingPolicy(List.of());

    SecondReadingPolicy {
        rules = List.copyOf(rules);
    }

    /** The first reading of a case that nobody has read. */
    Turn first(Case work) {
        return rule(work).map(SecondReadingPolicy::first).orElse(Turn.ONLY);
    }

    private Optional<SecondReadingRule> rule(Case work) {
        return rules.stream().filter(rule -> rule.covers(work)).findFirst();
    }

    private static Turn first(SecondReadingRule rule) {
        return new Turn(
                rule.workflow(),
                Role.FIRST,
                Set.of(),
                rule.name(),
                "",
                rule.preliminary() == SecondReadingRule.Preliminary.TO_HOSPITAL,
                rule.within(),
                null,
                null);
    }

    /** Of who reads over by that rule; empty where the rule is gone. */
    String subspecialty(String rule) {
        return rules.stream()
                .filter(one -> one.name().equals(rule))
                .findFirst()
                .map(SecondReadingRule::subspecialty)
                .orElse("");
    }

    String inWords() {
        return rules.stream()
                .map(SecondReadingRule::inWords)
                .collect(Collectors.joining("; ", "", "; the rest by one"));
    }
}
