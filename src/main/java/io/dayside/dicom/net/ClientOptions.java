package io.dayside.dicom.net;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to associate.
 *
 * @param longestWait for the peer: for each PDU from it, and to take each from here
 * @param identity user to name; null to name none
 * @param tls keys and whom to trust; null for a plain connection
 */
public record ClientOptions(
        Duration longestWait,
        @Nullable UserIdentity identity,
        @Nullable SSLContext tls) {

    public static final ClientOptions DEFAULT = new ClientOptions(Duration.ofSeconds(60), null, null);

    public ClientOptions {
        if (!longestWait.isPositive()) {
            throw new IllegalArgumentException("wait must be positive");
        }
    }

    public ClientOptions withLongestWait(Duration wait) {
        return new ClientOptions(wait, identity, tls);
    }

    public ClientOptions withIdentity(UserIdentity user) {
        return new ClientOptions(longestWait, user, tls);
    }

    public ClientOptions withTls(SSLContext context) {
        return new ClientOptions(longestWait, identity, context);
    }
}
