package io.dayside.triage.pixels;

/** Why an object's pictures cannot be had, in words for the specialist; never a value of the object. */
public final class UnreadablePixels extends Exception {

    private static final long serialVersionUID = 1;

    public UnreadablePixels(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
