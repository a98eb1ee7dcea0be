package io.dayside.dicom.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Encapsulated pixel data: the basic offset table, then fragments; PS3.5 A.4. */
public final class Fragments implements Element {

    private final int tag;
    private final VR vr;
    private final byte[] offsetTable;
    private final List<byte[]> fragments;

    /**
     * @param offsetTable value of the first item, 32-bit little endian offsets or nothing; not copied
     * @param fragments values of the following items; the arrays are not copied
     */
    public Fragments(int tag, VR vr, byte[] offsetTable, List<byte[]> fragments) {
        this.tag = tag;
        this.vr = vr;
        this.offsetTable = offsetTable;
        this.fragments = Collections.unmodifiableList(new ArrayList<>(fragments));
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
    public boolean isEmpty() {
        return fragments.isEmpty();
    }

    /** The basic offset table as stored; not a copy. */
    public byte[] offsetTable() {
        return offsetTable;
    }

    /** Fragments in order; the arrays are not copies. */
    public List<byte[]> fragments() {
        return fragments;
    }

    @Override
    public String toString() {
        return Tag.toString(tag) + " " + vr + ", " + fragments.size() + " fragments";
    }
}
