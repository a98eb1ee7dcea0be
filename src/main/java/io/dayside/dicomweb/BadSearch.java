package io.dayside.dicomweb;

/** A search that cannot be understood. The message is for whoever asked and names no value. */
final class BadSearch extends Exception {

    private static final long serialVersionUID = 1;

    BadSearch(String message) {
        super(message);
    }
}
