package io.dayside.dicom.service;

/** SOP Instance Reference macro, PS3.3 table 10-11. */
public record ReferencedInstance(String sopClassUid, String sopInstanceUid) {}
