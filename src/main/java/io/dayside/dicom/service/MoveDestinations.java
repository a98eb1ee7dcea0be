package io.dayside.dicom.service;

import io.dayside.dicom.net.AssociationInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The destinations that a caller may name. */
@FunctionalInterface
public interface MoveDestinations {

    /**
     * Null for a title that this caller may not send to.
     *
     * @throws io.dayside.dicom.net.DimseFailure for a caller that may not retrieve
     */
    @Nullable
    MoveDestination find(String aeTitle, AssociationInfo asking) throws IOException;
}
