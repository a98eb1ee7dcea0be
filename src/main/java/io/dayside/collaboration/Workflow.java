package io.dayside.collaboration;

/** How many specialists read a case, and when its report is final. */
public enum Workflow {
    /** One reads and signs. */
    SINGLE,
    /** Two read without knowing of each other; where they differ they settle it, or a third decides. Then it is final. */
    DOUBLE,
    /** A resident's reading is preliminary until an attending has read it. An attending who comes first signs at once. */
    SUPERVISED,
    /** The first reading is final, and somebody with a subspecialty reads it again within a promised time. */
    OVER_READ
}
