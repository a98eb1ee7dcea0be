package io.dayside.routing;

/**
 * What one eligibility rule says of one case and one specialist.
 *
 * @param reason what a person reads, whether allowed or barred
 */
public record RuleVerdict(Rule rule, boolean allowed, String reason) {

    public enum Rule {
        LICENCE,
        PRIVILEGE,
        COMPETENCY,
        ON_SHIFT,
        CAPACITY,
        CONTRACT,
        /** Nobody reads the same case twice. */
        SECOND_READER,
        /** A resident reads only where an attending reads after them. */
        SUPERVISOR,
        /** Who reads a case over has the subspecialty that the hospital asks for. */
        OVER_READER
    }
}
