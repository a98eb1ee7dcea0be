package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.net.AssociationInfo;

/**
 * What a C-MOVE or C-GET asks for: unique keys at a level of the information model.
 *
 * @param receivingAet who gets the objects: the move destination, or the caller itself
 */
public record RetrieveRequest(AssociationInfo association, String sopClassUid, String receivingAet, Attributes keys) {}
