package io.dayside.identity;

/** The second proof asked for before a signature: 21 CFR 11.200. */
public interface StepUp {

    /**
     * Whether {@code password} is that of the person who is calling, asked of Keycloak anew. Refusals are audited and
     * slowed down.
     *
     * @throws ProofUnavailable when Keycloak does not answer
     */
    boolean proves(String password) throws ProofUnavailable;
}
