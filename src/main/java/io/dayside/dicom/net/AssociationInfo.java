package io.dayside.dicom.net;

import java.net.InetSocketAddress;

/**
 * Who calls whom.
 *
 * @param calledAet title by which we are called, without padding
 * @param callingAet title that the caller claims; nothing proves it
 * @param remote address that the connection came from
 */
public record AssociationInfo(String calledAet, String callingAet, InetSocketAddress remote) {}
