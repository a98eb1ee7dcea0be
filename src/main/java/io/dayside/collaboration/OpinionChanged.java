package io.dayside.collaboration;

/** Somebody was asked for an opinion, or a request for one has ended. Published inside the transaction in which it did. */
public record OpinionChanged(Opinion opinion) {}
