package io.dayside.dicom.net;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to associate.
 *
 * @param longestWait for the peer: for each PDU from it, and to take each from here
 * @param identity user to name; null to name none
 * @param tls keys and whom to trust; null for a plain connection
 * @param roles other than the default ones, PS3.7 D.3.3.4
 * @param extended service class application information, PS3.7 D.3.3.5
 * @param maxResponses pending responses, and requests of the peer such as the C-STOREs of a C-GET, amid one request of
 *     ours; a peer that sends more is cut off
 */
public record ClientOptions(
        Duration longestWait,
        @Nullable UserIdentity identity,
        @Nullable SSLContext tls,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        int maxResponses) {

    public static final ClientOptions DEFAULT =
            new ClientOptions(Duration.ofSeconds(60), null, null, List.of(), List.of(), 1_000_000);

    public ClientOptions {
        if (!longestWait.isPositive()) {
            throw new IllegalArgumentException("wait must be positive");
        }
        if (maxResponses < 1) {
            throw new IllegalArgumentException("at least one response");
        }
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
    }

    public ClientOptions withLongestWait(Duration wait) {
        return new ClientOptions(wait, identity, tls, roles, extended, maxResponses);
    }

    public ClientOptions withIdentity(UserIdentity user) {
        return new ClientOptions(longestWait, user, tls, roles, extended, maxResponses);
    }

    public ClientOptions withTls(SSLContext context) {
        return new ClientOptions(longestWait, identity, context, roles, extended, maxResponses);
    }

    public ClientOptions withRoles(RoleSelection... selected) {
        return new ClientOptions(longestWait, identity, tls, List.of(selected), extended, maxResponses);
    }

    /** The role of a provider of the classes, as whoever retrieves objects by C-GET needs it. */
    public ClientOptions asProviderOf(String... sopClassUids) {
        return withRoles(Stream.of(sopClassUids)
                .map(uid -> new RoleSelection(uid, false, true))
                .toArray(RoleSelection[]::new));
    }

    public ClientOptions withExtended(ExtendedNegotiation... information) {
        return new ClientOptions(longestWait, identity, tls, roles, List.of(information), maxResponses);
    }

    public ClientOptions withMaxResponses(int count) {
        return new ClientOptions(longestWait, identity, tls, roles, extended, count);
    }
}
