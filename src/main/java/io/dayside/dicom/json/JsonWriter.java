package io.dayside.dicom.json;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TagPath;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.data.ValueElement;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.model.NameGroups;
import io.dayside.dicom.model.NumberValues;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes data sets as DICOM JSON, PS3.18 Annex F. Decimal and integer strings that have the form of a JSON number go
 * out as numbers with the digits they have, others as strings; 64-bit integers beyond 2^53 as strings, since many
 * readers would round them.
 */
public final class JsonWriter implements Closeable {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String UTF_8 = "ISO_IR 192";
    private static final int EXACT_DIGITS = 15;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator out;
    private final BulkDataUris uris;
    private final TagPath path = new TagPath();

    private JsonWriter(OutputStream out, BulkDataUris uris) {
        this.out = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
        this.uris = uris;
    }

    /** Writes one object; the stream stays open. */
    public static void write(OutputStream out, Attributes dataset, BulkDataUris uris) throws IOException {
        try (JsonWriter writer = new JsonWriter(out, uris)) {
            writer.writeTop(dataset);
        }
    }

    /** Starts an array; {@link #add} its data sets one by one, and close it to end it. The stream stays open. */
    public static JsonWriter array(OutputStream out, BulkDataUris uris) throws IOException {
        JsonWriter writer = new JsonWriter(out, uris);
        try {
            writer.out.writeStartArray();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        return writer;
    }

    public JsonWriter add(Attributes dataset) throws IOException {
        writeTop(dataset);
        return this;
    }

    /** Ends the array and passes on what is still buffered. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void writeTop(Attributes dataset) throws IOException {
        try {
            writeDataset(dataset);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void writeDataset(Attributes dataset) {
        out.writeStartObject();
        for (Element element : dataset) {
            if (!Tag.isGroupLength(element.tag())) {
                path.enter(element.tag());
                writeElement(element, dataset);
                path.leave();
            }
        }
        out.writeEndObject();
    }

    private void writeElement(Element element, Attributes dataset) {
        VR vr = element instanceof Sequence ? VR.SQ : element.vr();
        out.writeName("%08X".formatted(element.tag()));
        out.writeStartObject();
        out.writeName("vr").writeString(vr.name());
        String uri = element instanceof Sequence || element.isEmpty() ? null : uris.uriOf(path, element);
        if (uri != null) {
            out.writeName("BulkDataURI").writeString(uri);
        } else {
            switch (element) {
                case Sequence sequence -> writeItems(sequence);
                case Fragments _ ->
                    throw new IllegalArgumentException("encapsulated pixel data need an URI, at " + path);
                case ValueElement value -> writeValue(value, dataset);
            }
        }
        out.writeEndObject();
    }

    private void writeItems(Sequence sequence) {
        if (sequence.isEmpty()) {
            return;
        }
        out.writeName("Value");
        out.writeStartArray();
        for (Attributes item : sequence) {
            path.nextItem();
            writeDataset(item);
        }
        out.writeEndArray();
    }

    private void writeValue(ValueElement element, Attributes dataset) {
        VR vr = element.vr();
        int tag = element.tag();
        if (element.isEmpty()) {
            return;
        }
        switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> writeInline(dataset.getBytes(tag));
            default ->
                writeValues(tag == Tag.SpecificCharacterSet ? new String[] {UTF_8} : texts(dataset, tag, vr), vr);
        }
    }

    private static String[] texts(Attributes dataset, int tag, VR vr) {
        return vr.isString() ? dataset.getStrings(tag) : NumberValues.toText(dataset, tag, vr);
    }

    private void writeInline(byte @Nullable [] bytes) {
        if (bytes != null) {
            out.writeName("InlineBinary").writeBinary(bytes);
        }
    }

    private void writeValues(String[] values, VR vr) {
        if (values.length == 0) {
            return;
        }
        out.writeName("Value");
        out.writeStartArray();
        for (String value : values) {
            if (value.isEmpty()) {
                out.writeNull();
            } else if (vr == VR.PN) {
                writeName(NameGroups.parse(value));
            } else if (isNumber(value, vr)) {
                out.writeNumber(value);
            } else {
                out.writeString(value);
            }
        }
        out.writeEndArray();
    }

    private static boolean isNumber(String value, VR vr) {
        return switch (vr) {
            case DS, IS -> JSON_NUMBER.matcher(value).matches();
            case FD, FL -> value.charAt(value.length() - 1) <= '9';
            case SL, SS, UL, US -> true;
            case SV, UV -> value.length() <= EXACT_DIGITS;
            default -> false;
        };
    }

    private void writeName(NameGroups name) {
        out.writeStartObject();
        writeGroup("Alphabetic", name.alphabetic());
        writeGroup("Ideographic", name.ideographic());
        writeGroup("Phonetic", name.phonetic());
        out.writeEndObject();
    }

    private void writeGroup(String key, String group) {
        if (!group.isEmpty()) {
            out.writeName(key).writeString(group);
        }
    }
}
