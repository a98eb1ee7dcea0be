package io.dayside.archive;

import io.dayside.dicom.data.Tag;

/** A search that cannot be answered. Says which key and why, never the value. */
public final class UnusableQuery extends Exception {

    private static final long serialVersionUID = 1;

    public enum Problem {
        NOT_A_DATE("neither a date nor a range of dates"),
        NOT_A_TIME("neither a time nor a range of times"),
        NOT_A_NUMBER("not a number"),
        NOT_A_UID("not a UID"),
        NOT_TEXT("control characters or broken text"),
        TOO_LONG("longer than any value it could match"),
        TOO_MANY_VALUES("too many values"),
        TAKES_TOO_LONG("the search takes too long; narrow it, for example by study date");

        private final String words;

        Problem(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private final Problem problem;

    UnusableQuery(Problem problem, int tag) {
        super(Tag.toString(tag) + ": " + problem.words());
        this.problem = problem;
    }

    UnusableQuery(Problem problem) {
        super(problem.words());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
