package io.dayside.archive;

/** Another object now stands under the UID of an instance. Published inside the transaction that did it. */
public record InstanceReplaced(StudyRef study, String sopInstanceUid) {}
