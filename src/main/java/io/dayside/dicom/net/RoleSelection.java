package io.dayside.dicom.net;

/**
 * Roles of the requestor for one SOP class, PS3.7 D.3.3.4. Without it the requestor is user and the acceptor provider.
 *
 * @param scu whether the requestor uses the service
 * @param scp whether the requestor provides the service, as in C-GET or for reports of storage commitment
 */
public record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}
