package io.dayside.archive;

/** An instance and where its object lies, both of one moment. To be used at once: it may be replaced or deleted after. */
public final class HeldInstance {

    private final ArchivedInstance instance;
    private final StoredObject object;
    private final boolean damaged;

    /** @param damaged whether it was last found to differ from what was received */
    HeldInstance(ArchivedInstance instance, StoredObject object, boolean damaged) {
        this.instance = instance;
        this.object = object;
        this.damaged = damaged;
    }

    /** What the index says of it. */
    public ArchivedInstance instance() {
        return instance;
    }

    StoredObject object() {
        return object;
    }

    boolean damaged() {
        return damaged;
    }
}
