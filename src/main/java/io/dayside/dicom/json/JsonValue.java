package io.dayside.dicom.json;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.model.NameGroups;

/** One member of a {@code Value} array before its VR, which may come later, is known. */
sealed interface JsonValue {

    record Null() implements JsonValue {}

    record Text(String text) implements JsonValue {}

    /** The digits as they stand in the document. */
    record Numeral(String text) implements JsonValue {}

    record Name(NameGroups name) implements JsonValue {}

    /** An object without keys is an item or a name without groups. */
    record Item(Attributes attributes) implements JsonValue {}
}
