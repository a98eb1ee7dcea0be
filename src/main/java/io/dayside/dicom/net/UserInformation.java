package io.dayside.dicom.net;

import io.dayside.dicom.data.FileMetaInformation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What either side says about itself, PS3.8 Annex D and PS3.7 D.3.3.
 *
 * @param maxPduBytes longest P-DATA-TF body it takes; 0 for any
 * @param async null where the window was not mentioned, and so is one operation each
 * @param identity of a request only
 * @param identityResponse of an acceptance only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UserInformation(
        int maxPduBytes,
        String implementationClassUid,
        String implementationVersion,
        @Nullable AsyncWindow async,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        List<CommonExtendedNegotiation> common,
        @Nullable UserIdentity identity,
        byte @Nullable [] identityResponse) {

    UserInformation {
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
        common = List.copyOf(common);
    }

    /** Nothing said. */
    static final UserInformation NONE =
            new UserInformation(0, "", "", null, List.of(), List.of(), List.of(), null, null);

    static UserInformation request(int maxPduBytes, @Nullable AsyncWindow async, ClientOptions options) {
        return new UserInformation(
                maxPduBytes,
                FileMetaInformation.IMPLEMENTATION_CLASS_UID,
                FileMetaInformation.IMPLEMENTATION_VERSION_NAME,
                async,
                options.roles(),
                options.extended(),
                List.of(),
                options.identity(),
                null);
    }

    static UserInformation answer(
            int maxPduBytes,
            @Nullable AsyncWindow async,
            List<RoleSelection> roles,
            List<ExtendedNegotiation> extended,
            byte @Nullable [] identityResponse) {
        return new UserInformation(
                maxPduBytes,
                FileMetaInformation.IMPLEMENTATION_CLASS_UID,
                FileMetaInformation.IMPLEMENTATION_VERSION_NAME,
                async,
                roles,
                extended,
                List.of(),
                null,
                identityResponse);
    }

    /** Longest body to send to this peer: what it takes, but no more than that. */
    int sendLimit(int most) {
        return maxPduBytes <= 0 ? most : Math.min(maxPduBytes, most);
    }
}
