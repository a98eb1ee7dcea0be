package io.dayside.dicom.service;

import io.dayside.dicom.net.AssociationInfo;
import org.jspecify.annotations.Nullable;

/** The destinations that a caller may name. */
@FunctionalInterface
public interface MoveDestinations {

    /** Null for a title that this caller may not send to. */
    @Nullable
    MoveDestination find(String aeTitle, AssociationInfo asking);
}
