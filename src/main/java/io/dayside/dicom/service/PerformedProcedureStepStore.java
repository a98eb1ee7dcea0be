package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.net.AssociationInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps performed procedure steps of whoever the association belongs to. */
public interface PerformedProcedureStepStore {

    /** Returns false where there is a step of that UID already. */
    boolean create(AssociationInfo association, String sopInstanceUid, Attributes step) throws IOException;

    /**
     * Replaces a step by what the change makes of it, while nobody else changes it.
     *
     * @return the new one, or null where there is no such step
     */
    @Nullable
    Attributes change(AssociationInfo association, String sopInstanceUid, Change change) throws IOException;

    /** What is made of a step. */
    @FunctionalInterface
    interface Change {
        Attributes apply(Attributes step) throws IOException;
    }
}
