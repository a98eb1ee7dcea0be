package io.dayside.identity;

/** Whether a password is a person's, asked of whoever keeps passwords. */
interface PasswordCheck {

    /** @throws ProofUnavailable when no answer can be had, which says nothing of the password */
    boolean isPasswordOf(Caller caller, String password) throws ProofUnavailable;
}
