package io.dayside.identity;

import java.io.Serializable;

/**
 * Who logged in, as the identity provider says it.
 *
 * @param issuer address of the realm
 * @param subject the provider's identifier of the person, never reused
 */
record LoginId(String issuer, String subject) implements Serializable {}
