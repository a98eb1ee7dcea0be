package io.dayside.reading;

import io.dayside.collaboration.Opinion;

/** The request was answered, declined or withdrawn, and its case is out of reach again. */
public final class OpinionEnded extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Opinion opinion;

    OpinionEnded(Opinion opinion) {
        super("the request for an opinion has ended");
        this.opinion = opinion;
    }

    public Opinion opinion() {
        return opinion;
    }
}
