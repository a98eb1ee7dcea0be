package io.dayside.identity;

/** Says when a specialist is at work. Implemented by {@code workforce}, which this room must not know. */
public interface ShiftWords {

    /** {@code on shift until 17:30 Zurich} or {@code off until 08:00 Tokyo}; empty for who is no specialist. */
    String now(String username);
}
