package io.dayside.dicom.xml;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TagPath;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.data.ValueElement;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.model.NameGroups;
import io.dayside.dicom.model.NumberValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes data sets as Native DICOM Model, PS3.19 A.1. */
public final class XmlWriter {

    static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";
    static final List<String> NAME_COMPONENTS =
            List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    private static final String UTF_8 = "ISO_IR 192";

    private final XMLStreamWriter out;
    private final BulkDataUris uris;
    private final TagPath path = new TagPath();

    private XmlWriter(XMLStreamWriter out, BulkDataUris uris) {
        this.out = out;
        this.uris = uris;
    }

    /** Writes one document; the stream stays open. */
    public static void write(OutputStream out, Attributes dataset, BulkDataUris uris) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new XmlWriter(xml, uris).writeDocument(dataset);
            xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException io ? io : new IOException("cannot write XML", e);
        }
    }

    private void writeDocument(Attributes dataset) throws XMLStreamException {
        out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        out.writeStartElement("NativeDicomModel");
        out.writeDefaultNamespace(NAMESPACE);
        out.writeAttribute("xml:space", "preserve");
        writeDataset(dataset);
        out.writeEndElement();
        out.writeEndDocument();
    }

    private void writeDataset(Attributes dataset) throws XMLStreamException {
        for (Element element : dataset) {
            if (!Tag.isGroupLength(element.tag())) {
                path.enter(element.tag());
                writeElement(element, dataset);
                path.leave();
            }
        }
    }

    private void writeElement(Element element, Attributes dataset) throws XMLStreamException {
        int tag = element.tag();
        VR vr = element instanceof Sequence ? VR.SQ : element.vr();
        out.writeStartElement("DicomAttribute");
        String creator = creatorOf(tag, dataset);
        out.writeAttribute("tag", "%08X".formatted(creator == null ? tag : tag & 0xFFFF00FF));
        out.writeAttribute("vr", vr.name());
        String keyword = ElementDictionary.keywordOf(tag);
        if (!keyword.isEmpty()) {
            out.writeAttribute("keyword", keyword);
        }
        if (creator != null) {
            out.writeAttribute("privateCreator", creator);
        }
        String uri = element instanceof Sequence || element.isEmpty() ? null : uris.uriOf(path, element);
        if (uri != null) {
            out.writeEmptyElement("BulkData");
            out.writeAttribute("uri", uri);
        } else {
            switch (element) {
                case Sequence sequence -> writeItems(sequence);
                case Fragments _ ->
                    throw new IllegalArgumentException("encapsulated pixel data need an URI, at " + path);
                case ValueElement value -> writeValue(value, dataset);
            }
        }
        out.writeEndElement();
    }

    /** The creator that stands for the element's block, or null where it does not name it alone. */
    private static @Nullable String creatorOf(int tag, Attributes dataset) {
        if (!Tag.isPrivate(tag) || Tag.isPrivateCreator(tag)) {
            return null;
        }
        int group = tag & 0xFFFF0000;
        int block = tag >>> 8 & 0xFF;
        String creator = dataset.getString(group | block);
        if (creator == null || !XmlCharacters.areAllLegal(creator)) {
            return null;
        }
        for (int other = 0x10; other < block; other++) {
            if (creator.equals(dataset.getString(group | other))) {
                return null;
            }
        }
        return creator;
    }

    private void writeItems(Sequence sequence) throws XMLStreamException {
        int number = 1;
        for (Attributes item : sequence) {
            path.nextItem();
            out.writeStartElement("Item");
            out.writeAttribute("number", Integer.toString(number++));
            writeDataset(item);
            out.writeEndElement();
        }
    }

    private void writeValue(ValueElement element, Attributes dataset) throws XMLStreamException {
        VR vr = element.vr();
        int tag = element.tag();
        if (element.isEmpty()) {
            return;
        }
        switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> {
                byte[] bytes = dataset.getBytes(tag);
                writeInline(bytes == null ? new byte[0] : bytes);
            }
            default -> writeTexts(tag == Tag.SpecificCharacterSet ? new String[] {UTF_8} : texts(dataset, tag, vr), vr);
        }
    }

    private static String[] texts(Attributes dataset, int tag, VR vr) {
        return vr.isString() ? dataset.getStrings(tag) : NumberValues.toText(dataset, tag, vr);
    }

    private void writeTexts(String[] values, VR vr) throws XMLStreamException {
        for (String value : values) {
            if (!XmlCharacters.areAllLegal(value)) {
                writeInline(String.join("\\", values).getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        int number = 1;
        for (String value : values) {
            out.writeStartElement(vr == VR.PN ? "PersonName" : "Value");
            out.writeAttribute("number", Integer.toString(number++));
            if (vr == VR.PN) {
                writeName(NameGroups.parse(value));
            } else {
                writeText(value);
            }
            out.writeEndElement();
        }
    }

    private void writeName(NameGroups name) throws XMLStreamException {
        writeGroup("Alphabetic", name.alphabetic());
        writeGroup("Ideographic", name.ideographic());
        writeGroup("Phonetic", name.phonetic());
    }

    private void writeGroup(String group, String text) throws XMLStreamException {
        if (text.isEmpty()) {
            return;
        }
        out.writeStartElement(group);
        String[] components = text.split("\\^", NAME_COMPONENTS.size());
        for (int i = 0; i < components.length; i++) {
            if (!components[i].isEmpty()) {
                out.writeStartElement(NAME_COMPONENTS.get(i));
                writeText(components[i]);
                out.writeEndElement();
            }
        }
        out.writeEndElement();
    }

    /** A carriage return has to be named, or the reader's end-of-line handling would turn it into a line feed. */
    private void writeText(String text) throws XMLStreamException {
        int start = 0;
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', start)) {
            out.writeCharacters(text.substring(start, at));
            out.writeEntityRef("#13");
            start = at + 1;
        }
        out.writeCharacters(text.substring(start));
    }

    private void writeInline(byte[] bytes) throws XMLStreamException {
        out.writeStartElement("InlineBinary");
        out.writeCharacters(Base64.getEncoder().encodeToString(bytes));
        out.writeEndElement();
    }
}
