package io.dayside.dicom.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to associate.
 *
 * @param longestWait for the peer: for each PDU from it, and to take each from here
 * @param identity user to name; null to name none
 */
public record ClientOptions(Duration longestWait, @Nullable UserIdentity identity) {

    public static final ClientOptions DEFAULT = new ClientOptions(Duration.ofSeconds(60), null);

    public ClientOptions {
        if (!longestWait.isPositive()) {
            throw new IllegalArgumentException("wait must be positive");
        }
    }

    public ClientOptions withLongestWait(Duration wait) {
        return new ClientOptions(wait, identity);
    }

    public ClientOptions withIdentity(UserIdentity user) {
        return new ClientOptions(longestWait, user);
    }
}
