package io.dayside.collaboration;

/**
 * What a later reader says of the reading before theirs.
 *
 * @param remark in the reader's words; may be empty
 * @param version of the report, the newest that the reader had before them; 0 where nobody kept it
 */
public record Comparison(Radpeer radpeer, String remark, int version) {

    static final int LONGEST_REMARK = 500;

    public Comparison {
        remark = remark.strip();
        if (remark.length() > LONGEST_REMARK) {
            throw new IllegalArgumentException("a remark has at most " + LONGEST_REMARK + " characters");
        }
    }
}
