package io.dayside.priors;

import java.net.URI;
import java.util.List;

/** Where, and how, a hospital's PACS is asked. */
sealed interface PacsAddress {

    /** As people know it. */
    String name();

    /**
     * By C-FIND and C-GET.
     *
     * @param aeTitle of one of the hospital's destinations
     */
    record Dimse(String aeTitle) implements PacsAddress {

        @Override
        public String name() {
            return aeTitle;
        }
    }

    /**
     * By QIDO-RS and WADO-RS, PS3.18 10.6 and 10.4.
     *
     * @param base without a slash at its end; {@code /studies} comes after it
     * @param login how we name ourselves; the secret stands elsewhere
     * @param certificates SHA-256 digests of those of which the server has to prove one, as for destinations; with none
     *     it has to be one that this machine trusts
     */
    record Web(URI base, Login login, List<String> certificates) implements PacsAddress {

        public Web {
            certificates = List.copyOf(certificates);
        }

        @Override
        public String name() {
            return base.getAuthority();
        }
    }

    /** RFC 6750 and RFC 7617. */
    enum Login {
        NONE,
        BEARER,
        BASIC
    }
}
