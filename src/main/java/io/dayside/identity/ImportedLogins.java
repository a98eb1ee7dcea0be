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

        /** As {@link Refused}, and it would be so with anybody: the identity provider does not answer. */
        record Away(String help) implements Opened {}
    }

    /**
     * Makes or finds somebody's account, asks for a proof of the address and for a password, and notes who it is. Doing it
     * again changes nothing. Not inside a transaction, since the identity provider is waited for.
     */
    Opened open(Wanted wanted);

    /** Whether an import gave them a login that has not been taken away. */
    boolean isOpen(String username);

    /**
     * Takes away what {@link #open} gave: the membership at once, and the account is disabled as soon as the identity
     * provider answers, never deleted, since signatures refer to it. Only an operator enables it again. Not inside a
     * transaction.
     *
     * @param why what others read in the trail
     * @return false where there was nothing to take
     */
    boolean close(String username, String why);
}
