package io.dayside.identity;

/** Whoever keeps the passwords does not answer. It says nothing of the password, and counts as no try. */
public class ProofUnavailable extends Exception {

    public ProofUnavailable(String why) {
        super(why);
    }

    public ProofUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
