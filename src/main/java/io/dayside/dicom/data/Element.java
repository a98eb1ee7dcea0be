package io.dayside.dicom.data;

/** One data element: a value field, a sequence of items, or encapsulated fragments. */
public sealed interface Element permits ValueElement, Sequence, Fragments {

    int tag();

    VR vr();

    /** Whether there is no value, item or fragment. */
    boolean isEmpty();
}
