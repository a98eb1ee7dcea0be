package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.net.AssociationInfo;

/**
 * What a C-FIND asks.
 *
 * @param sopClassUid the information model, which says what the levels are
 * @param keys identifier as it came: keys to match, empty ones to return
 */
public record FindRequest(AssociationInfo association, String sopClassUid, Attributes keys) {}
