package io.dayside.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A data set or an item: elements in the order of their tags, private ones included.
 *
 * <p>The getters are lenient readers. An element that is absent, empty or of another form gives the default; where a
 * wrong value must be an error, as for the geometry of pictures, ask for the values and check them. Elements read as
 * UN are understood by the dictionary's VR. Not safe for threads that change it.
 */
public final class Attributes implements Iterable<Element> {

    private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
    private @Nullable Attributes parent;
    private @Nullable SpecificCharacterSet ownCharacterSet;
    private boolean definedLength;

    /** The first value as text, or null if there is none or it is empty. */
    public @Nullable String getString(int tag) {
        String[] values = getStrings(tag);
        return values.length == 0 || values[0].isEmpty() ? null : values[0];
    }

    public String getString(int tag, String defaultValue) {
        String value = getString(tag);
        return value == null ? defaultValue : value;
    }

    /** All values as text, without padding; none if the element is absent, empty or no text or number. */
    public String[] getStrings(int tag) {
        if (!(elements.get(tag) instanceof ValueElement value)) {
            return new String[0];
        }
        VR vr = meaningOf(value);
        if (vr.isString()) {
            return value.decode(vr, characterSet());
        }
        byte[] bytes = value.rawBytes();
        return bytes == null ? new String[0] : NumericValues.toStrings(bytes, vr);
    }

    public int getInt(int tag, int defaultValue) {
        int[] values = getInts(tag);
        return values.length == 0 ? defaultValue : values[0];
    }

    /** All values, cut to 32 bits; none if one of them is no number. Values of UL above 2^31 - 1 come out negative. */
    public int[] getInts(int tag) {
        long[] wide = getLongs(tag);
        int[] values = new int[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (int) wide[i];
        }
        return values;
    }

    public long getLong(int tag, long defaultValue) {
        long[] values = getLongs(tag);
        return values.length == 0 ? defaultValue : values[0];
    }

    public long[] getLongs(int tag) {
        if (!(elements.get(tag) instanceof ValueElement value)) {
            return new long[0];
        }
        VR vr = meaningOf(value);
        if (vr.isString()) {
            return NumericValues.parseLongs(value.decode(vr, SpecificCharacterSet.ASCII));
        }
        byte[] bytes = value.rawBytes();
        return bytes == null ? new long[0] : NumericValues.toLongs(bytes, vr);
    }

    public double getDouble(int tag, double defaultValue) {
        double[] values = getDoubles(tag);
        return values.length == 0 ? defaultValue : values[0];
    }

    /** All values; none if one of them is no number. */
    public double[] getDoubles(int tag) {
        if (!(elements.get(tag) instanceof ValueElement value)) {
            return new double[0];
        }
        VR vr = meaningOf(value);
        if (vr.isString()) {
            return NumericValues.parseDoubles(value.decode(vr, SpecificCharacterSet.ASCII));
        }
        byte[] bytes = value.rawBytes();
        return bytes == null ? new double[0] : NumericValues.toDoubles(bytes, vr);
    }

    /**
     * The value field, little endian, as read or set; null if the element is absent, a sequence or encapsulated.
     *
     * @throws IllegalStateException if text was set that the character set does not have
     */
    public byte @Nullable [] getBytes(int tag) {
        if (!(elements.get(tag) instanceof ValueElement value)) {
            return null;
        }
        try {
            return value.encode(characterSet());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(Tag.toString(tag) + " has characters outside of its character set", e);
        }
    }

    /** The items, to read or change; an unmodifiable empty list if the element is absent or no sequence. */
    public List<Attributes> getSequence(int tag) {
        return elements.get(tag) instanceof Sequence sequence ? sequence : Collections.emptyList();
    }

    /** The first item, or null. */
    public @Nullable Attributes getItem(int tag) {
        List<Attributes> items = getSequence(tag);
        return items.isEmpty() ? null : items.getFirst();
    }

    /** The element itself, or null. */
    public @Nullable Element get(int tag) {
        return elements.get(tag);
    }

    /** The element's VR as read or set, or null if it is absent. */
    public @Nullable VR getVR(int tag) {
        Element element = elements.get(tag);
        return element == null ? null : element.vr();
    }

    /** Sets the values; for numeric representations they must be numbers. No value makes an empty element. */
    public Attributes setString(int tag, VR vr, String... values) {
        if (vr.isString()) {
            return set(ValueElement.ofText(tag, vr, values));
        }
        return switch (vr.kind()) {
            case SIGNED, UNSIGNED, TAG -> setLong(tag, vr, NumericValues.requireLongs(values));
            case FLOAT -> setDouble(tag, vr, NumericValues.requireDoubles(values));
            default -> throw new IllegalArgumentException(vr + " holds no text");
        };
    }

    public Attributes setInt(int tag, VR vr, int... values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return setLong(tag, vr, wide);
    }

    public Attributes setLong(int tag, VR vr, long... values) {
        return vr.isString()
                ? set(ValueElement.ofText(tag, vr, NumericValues.format(values)))
                : set(ValueElement.ofBytes(tag, vr, NumericValues.toBytes(values, vr)));
    }

    /** Sets the values; a decimal string keeps the digits that fit into its 16 characters. */
    public Attributes setDouble(int tag, VR vr, double... values) {
        return vr.isString()
                ? set(ValueElement.ofText(tag, vr, NumericValues.format(values)))
                : set(ValueElement.ofBytes(tag, vr, NumericValues.toBytes(values, vr)));
    }

    /** Sets the value field, little endian; the array is not copied. */
    public Attributes setBytes(int tag, VR vr, byte[] value) {
        if (vr == VR.SQ) {
            throw new IllegalArgumentException("a sequence has items, no bytes");
        }
        return set(ValueElement.ofBytes(tag, vr, value));
    }

    /** Sets 16-bit values, for OW, US or SS. */
    public Attributes setShorts(int tag, VR vr, short[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asShortBuffer().put(values);
        return setBytes(tag, vr, buffer.array());
    }

    /** Sets an element without value. */
    public Attributes setNull(int tag, VR vr) {
        return vr == VR.SQ ? set(new Sequence(tag, vr, this)) : set(ValueElement.ofBytes(tag, vr, new byte[0]));
    }

    /** Sets encapsulated pixel data. */
    public Attributes setFragments(Fragments fragments) {
        return set(fragments);
    }

    /** Sets an empty sequence and returns it; fill it with {@link Sequence#addItem()} or {@code add}. */
    public Sequence newSequence(int tag) {
        Sequence sequence = new Sequence(tag, VR.SQ, this);
        set(sequence);
        return sequence;
    }

    public boolean contains(int tag) {
        return elements.containsKey(tag);
    }

    /** Whether the element is there and has a value or item. */
    public boolean containsValue(int tag) {
        Element element = elements.get(tag);
        return element != null && !element.isEmpty();
    }

    /** Whether there is an element from the one tag to the other, both included. */
    boolean containsBetween(int firstTag, int lastTag) {
        Integer next = elements.ceilingKey(firstTag);
        return next != null && Integer.compareUnsigned(next, lastTag) <= 0;
    }

    /** Whether the element was there. */
    public boolean remove(int tag) {
        if (tag == Tag.SpecificCharacterSet) {
            ownCharacterSet = null;
        }
        return elements.remove(tag) != null;
    }

    /** Number of elements at this level. */
    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** The elements in the order of their tags. */
    @Override
    public Iterator<Element> iterator() {
        return Collections.unmodifiableCollection(elements.values()).iterator();
    }

    /** The data set in whose sequence this item is, or null. */
    public @Nullable Attributes parent() {
        return parent;
    }

    /** The character set in force: the own one, or that of the nearest data set around. */
    public SpecificCharacterSet characterSet() {
        if (ownCharacterSet == null && elements.get(Tag.SpecificCharacterSet) instanceof ValueElement value) {
            ownCharacterSet = SpecificCharacterSet.of(value.decode(VR.CS, SpecificCharacterSet.ASCII));
        }
        if (ownCharacterSet != null) {
            return ownCharacterSet;
        }
        return parent == null ? SpecificCharacterSet.ASCII : parent.characterSet();
    }

    /** Copies all elements of the other, deeply, over those here. */
    public Attributes addAll(Attributes other) {
        for (Element element : other) {
            switch (element) {
                case ValueElement value -> set(value.copy());
                case Fragments fragments -> set(fragments);
                case Sequence sequence -> copyOf(sequence);
            }
        }
        return this;
    }

    /** A deep copy without parent. */
    public Attributes copy() {
        Attributes copy = new Attributes().addAll(this);
        copy.definedLength = definedLength;
        return copy;
    }

    private void copyOf(Sequence sequence) {
        Sequence target = new Sequence(sequence.tag(), sequence.vr(), this);
        target.setDefinedLength(sequence.hasDefinedLength());
        for (Attributes item : sequence) {
            target.add(item.copy());
        }
        set(target);
    }

    Attributes set(Element element) {
        if (element.tag() == Tag.SpecificCharacterSet) {
            ownCharacterSet = null;
        }
        elements.put(element.tag(), element);
        return this;
    }

    void attachTo(Attributes around) {
        if (parent != null) {
            throw new IllegalStateException("the item belongs to another sequence; add a copy");
        }
        parent = around;
    }

    void detach() {
        parent = null;
    }

    /** The highest tag; 0 if there is none. */
    int lastTag() {
        return elements.isEmpty() ? 0 : elements.lastKey();
    }

    boolean hasDefinedLength() {
        return definedLength;
    }

    void setDefinedLength(boolean defined) {
        this.definedLength = defined;
    }

    private static VR meaningOf(ValueElement value) {
        return value.vr() == VR.UN ? ElementDictionary.vrOf(value.tag()) : value.vr();
    }

    /** Tags and representations, no values: they may identify a patient. */
    @Override
    public String toString() {
        return elements.values().toString();
    }
}
