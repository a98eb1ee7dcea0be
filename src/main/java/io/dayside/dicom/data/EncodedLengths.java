package io.dayside.dicom.data;

import java.nio.charset.CharacterCodingException;
import java.util.IdentityHashMap;

/** How many bytes elements take when written. Each item and sequence is measured once per writer. */
final class EncodedLengths {

    private static final int ITEM_HEADER_BYTES = 8;

    /** Written as one UL, whatever was read under its tag. */
    private static final int GROUP_LENGTH_BYTES = 12;

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();

    /** Bytes of the elements after the group length element, to the end of its group. */
    long ofGroup(int groupLengthTag, Attributes dataset, TransferSyntax syntax) throws CharacterCodingException {
        long length = 0;
        for (Element element : dataset) {
            if (Tag.group(element.tag()) == Tag.group(groupLengthTag) && element.tag() != groupLengthTag) {
                length += ofElement(element, dataset.characterSet(), syntax);
            }
        }
        return length;
    }

    /** Bytes of all elements, without an item's header or delimiter. */
    long ofElements(Attributes dataset, TransferSyntax syntax) throws CharacterCodingException {
        Long found = known.get(dataset);
        if (found != null) {
            return found;
        }
        long length = 0;
        for (Element element : dataset) {
            length += ofElement(element, dataset.characterSet(), syntax);
        }
        known.put(dataset, length);
        return length;
    }

    /** Bytes of all items with their headers and delimiters, without those of the sequence. */
    long ofItems(Sequence sequence, TransferSyntax syntax) throws CharacterCodingException {
        Long found = known.get(sequence);
        if (found != null) {
            return found;
        }
        long length = 0;
        for (Attributes item : sequence) {
            length += ITEM_HEADER_BYTES + ofElements(item, syntax) + (item.hasDefinedLength() ? 0 : ITEM_HEADER_BYTES);
        }
        known.put(sequence, length);
        return length;
    }

    private long ofElement(Element element, SpecificCharacterSet characterSet, TransferSyntax syntax)
            throws CharacterCodingException {
        if (Tag.isGroupLength(element.tag())) {
            return GROUP_LENGTH_BYTES;
        }
        return switch (element) {
            case ValueElement value -> {
                int length = value.encode(characterSet).length;
                int padded = length + length % 2;
                yield ofHeader(DicomOutput.explicitVr(value.vr(), padded), syntax) + padded;
            }
            case Sequence sequence -> {
                TransferSyntax inner = sequence.vr() == VR.UN ? TransferSyntax.IMPLICIT_LITTLE : syntax;
                long delimiter = sequence.hasDefinedLength() ? 0 : ITEM_HEADER_BYTES;
                yield ofHeader(sequence.vr(), syntax) + ofItems(sequence, inner) + delimiter;
            }
            case Fragments fragments -> ofHeader(fragments.vr(), syntax) + ofFragments(fragments);
        };
    }

    private static long ofFragments(Fragments element) {
        long length = 2L * ITEM_HEADER_BYTES + element.offsetTable().length;
        for (byte[] fragment : element.fragments()) {
            length += ITEM_HEADER_BYTES + fragment.length + fragment.length % 2;
        }
        return length;
    }

    private static int ofHeader(VR vr, TransferSyntax syntax) {
        return syntax.explicitVr() && vr.hasLongLength() ? 12 : 8;
    }
}
