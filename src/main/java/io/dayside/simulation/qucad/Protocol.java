package io.dayside.simulation.qucad;

/** In which order readers take what is not emergent. */
public enum Protocol {
    /** As it came: no model. */
    WITHOUT_AI,
    /** What any model flagged first. */
    PRIORITY,
    /** What models flagged by the rank of the disease they look for, the most pressing flag of a case counting. */
    HIERARCHY
}
