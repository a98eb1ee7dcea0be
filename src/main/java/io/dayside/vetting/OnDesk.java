package io.dayside.vetting;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Caller;
import io.dayside.vetting.PracticalTest.TestCase;

/** A case on the candidate's desk, with all that belongs to it. */
record OnDesk(Sitting sitting, PracticalTest test, SittingCase read, Caller caller) {

    TestCase shown() {
        return test.cases().get(read.testCase());
    }

    StudyRef study() {
        return new StudyRef(sitting.library(), shown().study());
    }
}
