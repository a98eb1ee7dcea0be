package io.dayside.routing.engine;

/** A policy with its version, which is not cheap to make. */
record PolicyInForce(RoutingPolicy terms, String version) {

    static PolicyInForce of(RoutingPolicy terms) {
        return new PolicyInForce(terms, terms.version());
    }
}
