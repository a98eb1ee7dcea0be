package io.dayside.tenancy;

/** How soon the hospital wants the answer. HL7 S, A, R; DICOM STAT, HIGH, ROUTINE. Declared most pressing first. */
public enum Priority {
    STAT,
    URGENT,
    ROUTINE
}
