package io.dayside.triage;

/** How much a finding matters to the patient. Declared most severe first. */
public enum Severity {
    CRITICAL,
    SIGNIFICANT,
    INCIDENTAL
}
