package io.dayside.dicom.xml;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.data.PrivateBlock;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.model.BoundedInput;
import io.dayside.dicom.model.BulkDataResolver;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.model.ModelLimits;
import io.dayside.dicom.model.ModelReading;
import io.dayside.dicom.model.NameGroups;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads Native DICOM Model, PS3.19 A.1, in its namespace or in none. A document with a DTD is refused, and nothing
 * outside of it is ever fetched. Private elements go into the block of their creator. Values are in the order of their
 * numbers; a number left out is an empty value.
 */
public final class XmlReader {

    private static final String NESTING_IS_CHECKED_HERE = "jdk.xml.maxElementDepth";
    private static final int MAX_VALUES = 1_000_000;

    private final ModelLimits limits;
    private final BoundedInput counted;
    private final XMLStreamReader in;
    private final ModelReading reading;
    private int depth;

    private XmlReader(BoundedInput counted, ModelLimits limits, @Nullable BulkDataResolver resolver)
            throws IOException, XMLStreamException {
        this.limits = limits;
        this.counted = counted;
        this.in = factory().createXMLStreamReader(XmlEncoding.decode(counted));
        this.reading = new ModelReading(limits, resolver, () -> in.getLocation().getCharacterOffset());
    }

    /** The JDK's own parser, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(NESTING_IS_CHECKED_HERE, "0");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory;
    }

    /** Reads a document; bulk data are kept as references. */
    public static ModelDataset read(InputStream in) throws IOException, MalformedDataset {
        return read(in, ModelLimits.DEFAULT, null);
    }

    /** Reads to the end of the document; the stream stays open. */
    public static ModelDataset read(InputStream in, ModelLimits limits, @Nullable BulkDataResolver resolver)
            throws IOException, MalformedDataset {
        BoundedInput counted = new BoundedInput(in, limits.maxDocumentBytes());
        try {
            return new XmlReader(counted, limits, resolver).readChecked();
        } catch (XMLStreamException e) {
            throwIfStreamFailed(counted, e.getNestedException());
            throw new MalformedDataset(problemOf(counted), "", 0);
        } catch (IOException e) {
            if (counted.wasTooLong() || e instanceof UnsupportedEncodingException) {
                throw new MalformedDataset(problemOf(counted), "", 0);
            }
            throw e;
        }
    }

    /** Messages of the parser are not passed on, since they may quote the document. */
    private ModelDataset readChecked() throws IOException, MalformedDataset {
        try {
            return readDocument();
        } catch (XMLStreamException e) {
            throw refusalOf(e.getNestedException());
        } catch (CharacterCodingException e) {
            throw refusalOf(e);
        }
    }

    private MalformedDataset refusalOf(@Nullable Throwable cause) throws IOException {
        throwIfStreamFailed(counted, cause);
        return reading.malformed(problemOf(counted));
    }

    private static Problem problemOf(BoundedInput counted) {
        return counted.wasTooLong() ? Problem.VALUE_TOO_LARGE : Problem.NOT_XML;
    }

    private static void throwIfStreamFailed(BoundedInput counted, @Nullable Throwable cause) throws IOException {
        if (counted.hasFailed() && cause instanceof IOException failure) {
            throw failure;
        }
    }

    private ModelDataset readDocument() throws IOException, XMLStreamException, MalformedDataset {
        require(nextStart() && in.getLocalName().equals("NativeDicomModel"), Problem.NOT_XML);
        String namespace = in.getNamespaceURI();
        require(namespace == null || namespace.isEmpty() || namespace.equals(XmlWriter.NAMESPACE), Problem.NOT_XML);
        Attributes dataset = new Attributes();
        readDataset(dataset);
        require(!nextStart(), Problem.NOT_XML);
        return reading.finish(dataset);
    }

    /** Goes to the next start tag, true, or to the end of the element or document, false. Text between is blank. */
    private boolean nextStart() throws XMLStreamException, MalformedDataset {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    require(++depth <= limits.maxNesting(), Problem.TOO_DEEP);
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return false;
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    require(in.isWhiteSpace(), Problem.NOT_XML);
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw reading.malformed(Problem.NOT_XML);
                default -> {}
            }
        }
        return false;
    }

    private void readDataset(Attributes dataset) throws IOException, XMLStreamException, MalformedDataset {
        while (nextStart()) {
            require(in.getLocalName().equals("DicomAttribute"), Problem.NOT_XML);
            readElement(dataset);
        }
    }

    private void readElement(Attributes dataset) throws IOException, XMLStreamException, MalformedDataset {
        String vrCode = in.getAttributeValue(null, "vr");
        String creator = in.getAttributeValue(null, "privateCreator");
        String tagText = in.getAttributeValue(null, "tag");
        int tag = reading.tagOf(tagText == null ? "" : tagText);
        if (creator != null && Tag.isPrivate(tag) && (tag & 0xFF00) == 0) {
            tag = inBlockOf(creator, tag, dataset);
        }
        reading.enter(tag, dataset);
        VR vr = vrCode == null ? ElementDictionary.vrOf(tag) : reading.vrOf(vrCode);
        Attributes target = Tag.isGroupLength(tag) ? new Attributes() : dataset;
        if (vr == VR.SQ) {
            readItems(target.newSequence(tag));
        } else {
            readValues(target, tag, vr);
        }
        reading.leave();
    }

    /** The tag in the block that the creator has in the data set, or in a new one. */
    private int inBlockOf(String creator, int tag, Attributes dataset) throws MalformedDataset {
        try {
            return PrivateBlock.reserve(dataset, creator, Tag.group(tag)).tag(tag & 0xFF);
        } catch (IllegalArgumentException | IllegalStateException _) {
            throw reading.malformed(Problem.BAD_TAG);
        }
    }

    private void readItems(Sequence sequence) throws IOException, XMLStreamException, MalformedDataset {
        while (nextStart()) {
            require(in.getLocalName().equals("Item"), Problem.NOT_XML);
            reading.nextItem();
            Attributes item = new Attributes();
            readDataset(item);
            ModelReading.finishItem(item);
            sequence.add(item);
        }
    }

    private void readValues(Attributes dataset, int tag, VR vr)
            throws IOException, XMLStreamException, MalformedDataset {
        List<String> values = new ArrayList<>();
        boolean set = false;
        while (nextStart()) {
            require(!set, Problem.BAD_VALUE);
            switch (in.getLocalName()) {
                case "Value" -> {
                    require(vr != VR.PN, Problem.BAD_VALUE);
                    skipTo(number(), values);
                    values.add(readText());
                }
                case "PersonName" -> {
                    require(vr == VR.PN, Problem.BAD_VALUE);
                    skipTo(number(), values);
                    values.add(readName());
                }
                case "InlineBinary" -> {
                    reading.setInlineBinary(dataset, tag, vr, readText());
                    set = true;
                }
                case "BulkData" -> {
                    reading.setBulkData(dataset, tag, vr, uri());
                    require(!nextStart(), Problem.BAD_VALUE);
                    set = true;
                }
                default -> throw reading.malformed(Problem.BAD_VALUE);
            }
        }
        if (!set) {
            reading.setValues(dataset, tag, vr, values);
        } else {
            require(values.isEmpty(), Problem.BAD_VALUE);
        }
    }

    private String uri() throws MalformedDataset {
        String uri = in.getAttributeValue(null, "uri");
        String uuid = in.getAttributeValue(null, "uuid");
        require((uri == null) != (uuid == null), Problem.BAD_VALUE);
        return uri == null ? "urn:uuid:" + uuid : uri;
    }

    /** The number of the value that starts here, from 1; 0 where it has none. */
    private int number() throws MalformedDataset {
        String number = in.getAttributeValue(null, "number");
        if (number == null) {
            return 0;
        }
        require(number.matches("[1-9][0-9]{0,6}") && Integer.parseInt(number) <= MAX_VALUES, Problem.BAD_VALUE);
        return Integer.parseInt(number);
    }

    private void skipTo(int number, List<String> values) throws MalformedDataset {
        if (number == 0) {
            return;
        }
        require(number > values.size(), Problem.BAD_VALUE);
        while (values.size() < number - 1) {
            reading.skipValue();
            values.add("");
        }
    }

    private String readName() throws XMLStreamException, MalformedDataset {
        String[] groups = {"", "", ""};
        while (nextStart()) {
            int group = List.of("Alphabetic", "Ideographic", "Phonetic").indexOf(in.getLocalName());
            require(group >= 0 && groups[group].isEmpty(), Problem.BAD_VALUE);
            groups[group] = readGroup();
        }
        return new NameGroups(groups[0], groups[1], groups[2]).toValue();
    }

    private String readGroup() throws XMLStreamException, MalformedDataset {
        String[] components = {"", "", "", "", ""};
        int last = 0;
        while (nextStart()) {
            int component = XmlWriter.NAME_COMPONENTS.indexOf(in.getLocalName());
            require(component >= 0 && components[component].isEmpty(), Problem.BAD_VALUE);
            components[component] = readText();
            require(components[component].indexOf('=') < 0, Problem.BAD_VALUE);
            last = Math.max(last, component);
        }
        return String.join("^", List.of(components).subList(0, last + 1));
    }

    private String readText() throws XMLStreamException, MalformedDataset {
        StringBuilder text = new StringBuilder();
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    require(text.length() + in.getTextLength() <= limits.maxValueLength(), Problem.VALUE_TOO_LARGE);
                    text.append(in.getText());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return text.toString();
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw reading.malformed(Problem.NOT_XML);
            }
        }
        throw reading.malformed(Problem.NOT_XML);
    }

    private void require(boolean holds, Problem problem) throws MalformedDataset {
        if (!holds) {
            throw reading.malformed(problem);
        }
    }
}
