package io.dayside.archive;

/** A study may not be deleted. The message says why, in plain words without patient data. */
public final class StudyKept extends Exception {

    private static final long serialVersionUID = 1L;

    StudyKept(String why) {
        super(why);
    }
}
