package io.dayside.dicom.net;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who calls whom.
 *
 * @param calledAet title by which the acceptor is called, without padding
 * @param callingAet title that the caller claims; nothing proves it
 * @param remote address at the other end of the connection
 * @param identity user that the caller names, unproven; null where it names none
 * @param certificates chain that the peer proved over TLS, its own first; empty on a plain connection or where it was
 *     not asked
 */
public record AssociationInfo(
        String calledAet,
        String callingAet,
        InetSocketAddress remote,
        @Nullable UserIdentity identity,
        List<X509Certificate> certificates) {

    public AssociationInfo {
        certificates = List.copyOf(certificates);
    }

    public AssociationInfo(String calledAet, String callingAet, InetSocketAddress remote) {
        this(calledAet, callingAet, remote, null, List.of());
    }
}
