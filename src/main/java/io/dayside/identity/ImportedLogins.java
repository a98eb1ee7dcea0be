package io.dayside.identity;

/** Logins of specialists whom no configuration file names. */
public interface ImportedLogins {

    /** @param email where the invitation goes; kept by the identity provider alone */
    record Wanted(String username, String displayName, String email) {}

    sealed interface Opened {

        /** They have an account, are known here as a specialist, and may log in once they have followed the invitation. */
        record Invited() implements Opened {}

        /** As {@link Invited}; the account is there and no invitation went out. */
        record Uninvited(String help) implements Opened {}

        /** They had that account before. */
        record Known() implements Opened {}

        /**
         * They have no login, and nothing was changed here.
         *
         * @param help why, and what is to be done
         */
        record Refused(String help) implements Opened {}
    }

    /**
     * Makes or finds somebody's account, asks for a proof of the address and for a password, and notes who it is. Doing it
     * again changes nothing. Not inside a transaction, since the identity provider is waited for.
     */
    Opened open(Wanted wanted);
}
