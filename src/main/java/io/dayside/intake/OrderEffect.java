package io.dayside.intake;

/** What became of an order that a hospital placed, revised or cancelled. */
sealed interface OrderEffect {

    record Placed(Order order) implements OrderEffect {}

    record Revised(Order order) implements OrderEffect {}

    record Unchanged(Order order) implements OrderEffect {}

    record Cancelled(Order order) implements OrderEffect {}

    /** There is no order to cancel. */
    record Unknown() implements OrderEffect {}
}
