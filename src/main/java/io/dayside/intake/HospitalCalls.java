package io.dayside.intake;

import io.dayside.dicom.net.ClientOptions;
import io.dayside.tenancy.Hospital;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.stereotype.Component;

/** How a hospital's application entities are called: where its configuration says, and only if they prove who they are. */
@Component
public class HospitalCalls {

    private final SslBundles bundles;

    HospitalCalls(SslBundles bundles) {
        this.bundles = bundles;
    }

    public static InetSocketAddress address(Hospital.Destination destination) {
        return new InetSocketAddress(destination.host(), destination.port());
    }

    /** Over TLS where certificates are configured; a handshake with any other certificate fails. */
    public ClientOptions options(Hospital.Destination destination) {
        if (destination.certificates().isEmpty()) {
            return ClientOptions.DEFAULT;
        }
        return ClientOptions.DEFAULT.withTls(tls(destination.certificates()));
    }

    /** TLS with our own certificate, to whoever proves one of those. */
    public SSLContext tls(List<String> certificates) {
        return context(bundles.getBundle(DicomListener.BUNDLE).getManagers(), certificates);
    }

    private static SSLContext context(SslManagerBundle managers, List<String> digests) {
        try {
            var context = SSLContext.getInstance("TLS");
            var trust = Arrays.stream(managers.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(manager -> new PinnedTrust((X509TrustManager) manager, digests))
                    .toArray(TrustManager[]::new);
            context.init(managers.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS to hospitals cannot be set up", e);
        }
    }

    /** One hospital's certificate is trusted as a certificate, yet not as another hospital's. */
    private record PinnedTrust(X509TrustManager trust, List<String> digests) implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            trust.checkServerTrusted(chain, authType);
            if (!digests.contains(SenderProof.digest(chain[0]))) {
                throw new CertificateException("not a certificate that is configured for this address");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("only for calls from here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }
}
