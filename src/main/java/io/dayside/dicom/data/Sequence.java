package io.dayside.dicom.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence element, a mutable list of its items. An item belongs to one sequence only and inherits the character set
 * of the data set around it.
 */
public final class Sequence extends AbstractList<Attributes> implements Element {

    private final int tag;
    private final VR vr;
    private final Attributes parent;
    private final List<Attributes> items = new ArrayList<>();
    private boolean definedLength;

    Sequence(int tag, VR vr, Attributes parent) {
        this.tag = tag;
        this.vr = vr;
        this.parent = parent;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Attributes get(int index) {
        return items.get(index);
    }

    @Override
    public void add(int index, Attributes item) {
        item.attachTo(parent);
        items.add(index, item);
    }

    @Override
    public Attributes set(int index, Attributes item) {
        item.attachTo(parent);
        Attributes former = items.set(index, item);
        former.detach();
        return former;
    }

    @Override
    public Attributes remove(int index) {
        Attributes former = items.remove(index);
        former.detach();
        return former;
    }

    /** Adds an empty item and returns it. */
    public Attributes addItem() {
        Attributes item = new Attributes();
        add(item);
        return item;
    }

    /** Whether the length was given when the sequence was read; it is then given again when written. */
    boolean hasDefinedLength() {
        return definedLength;
    }

    void setDefinedLength(boolean defined) {
        this.definedLength = defined;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return Tag.toString(tag) + " " + vr + ", " + items.size() + " items";
    }
}
