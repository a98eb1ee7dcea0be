package io.dayside.intake;

import io.dayside.dicom.net.AssociationInfo;
import io.dayside.tenancy.Hospital;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a caller is the sender that its AE title claims: by the host it calls from and the certificate it proved. */
final class SenderProof {

    private SenderProof() {}

    /** What the caller lacks; empty if nothing. */
    static Optional<String> missing(Hospital.Sender sender, AssociationInfo association) {
        if (!mayCallFrom(sender, association.remote().getAddress())) {
            return Optional.of("host");
        }
        return hasCertificate(sender, association) ? Optional.empty() : Optional.of("certificate");
    }

    private static boolean mayCallFrom(Hospital.Sender sender, InetAddress remote) {
        return sender.hosts().isEmpty() || sender.hosts().stream().anyMatch(host -> names(host, remote));
    }

    private static boolean names(String host, InetAddress remote) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host)).contains(remote);
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static boolean hasCertificate(Hospital.Sender sender, AssociationInfo association) {
        return sender.certificates().isEmpty()
                || association.certificates().stream()
                        .findFirst()
                        .map(SenderProof::digest)
                        .filter(sender.certificates()::contains)
                        .isPresent();
    }

    /** SHA-256 of the encoded certificate, in hexadecimal. */
    static String digest(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was proved cannot be read", e);
        }
    }
}
