package io.dayside.rostering;

/** A worker as the solver sees them. Told apart by identity: comparing their options would take longer than the search. */
public final class Person {

    final Worker worker;

    Person(Worker worker) {
        this.worker = worker;
    }

    @Override
    public String toString() {
        return worker.name();
    }
}
