package io.dayside.collaboration;

/**
 * What a later reader says of the reading before theirs.
 *
 * @param remark in the reader's words; may be empty
 */
public record Comparison(Radpeer radpeer, String remark) {

    static final int LONGEST_REMARK = 500;

    public Comparison {
        remark = remark.strip();
        if (remark.length() > LONGEST_REMARK) {
            throw new IllegalArgumentException("a remark has at most " + LONGEST_REMARK + " characters");
        }
    }
}
