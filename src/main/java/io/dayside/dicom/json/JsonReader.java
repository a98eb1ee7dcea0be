package io.dayside.dicom.json;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.model.BoundedInput;
import io.dayside.dicom.model.BulkDataResolver;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.model.ModelLimits;
import io.dayside.dicom.model.ModelReading;
import io.dayside.dicom.model.NameGroups;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads DICOM JSON, PS3.18 Annex F. Keys may come in any order. An element without {@code vr} has that of the
 * dictionary. What breaks the model is an error that says where; group lengths, which the model leaves out, are
 * skipped.
 */
public final class JsonReader {

    private static final int MAX_NAME_LENGTH = 64;

    private final ModelLimits limits;
    private final BoundedInput counted;
    private final JsonParser in;
    private final @Nullable BulkDataResolver resolver;
    private ModelReading reading;

    private JsonReader(InputStream stream, ModelLimits limits, @Nullable BulkDataResolver resolver)
            throws IOException, MalformedDataset {
        this.limits = limits;
        this.resolver = resolver;
        this.counted = new BoundedInput(stream, limits.maxDocumentBytes());
        this.in = parser();
        this.reading = newReading();
    }

    private JsonParser parser() throws IOException, MalformedDataset {
        try {
            return factory(limits).createParser(ObjectReadContext.empty(), counted);
        } catch (JacksonIOException e) {
            if (counted.hasFailed()) {
                throw e.getCause();
            }
            throw new MalformedDataset(Problem.NOT_JSON, "", 0);
        }
    }

    private static JsonFactory factory(ModelLimits limits) {
        return JsonFactory.builder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxNesting())
                        .maxStringLength(limits.maxValueLength())
                        .maxNumberLength(limits.maxNumberLength())
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .build();
    }

    private ModelReading newReading() {
        return new ModelReading(limits, resolver, this::offsetBytes);
    }

    private long offsetBytes() {
        return Math.max(0, in.currentLocation().getByteOffset());
    }

    /** Reads one object, or the only one of an array; bulk data are kept as references. */
    public static ModelDataset read(InputStream in) throws IOException, MalformedDataset {
        return read(in, ModelLimits.DEFAULT, null);
    }

    /** Reads one object, or the only one of an array, and nothing after it; the stream stays open. */
    public static ModelDataset read(InputStream in, ModelLimits limits, @Nullable BulkDataResolver resolver)
            throws IOException, MalformedDataset {
        List<ModelDataset> all = new ArrayList<>();
        JsonReader reader = new JsonReader(in, limits, resolver);
        reader.readAll(dataset -> {
            if (all.isEmpty()) {
                all.add(dataset);
            }
        });
        if (all.isEmpty()) {
            throw reader.reading.malformed(Problem.NOT_JSON);
        }
        return all.getFirst();
    }

    /** Reads an object or an array of them, and passes on each as soon as it is read. */
    public static void readAll(
            InputStream in, ModelLimits limits, @Nullable BulkDataResolver resolver, Consumer<ModelDataset> datasets)
            throws IOException, MalformedDataset {
        new JsonReader(in, limits, resolver).readAll(datasets);
    }

    /** Messages of the parser are not passed on, since they may quote the document. */
    private void readAll(Consumer<ModelDataset> datasets) throws IOException, MalformedDataset {
        try (in) {
            readDocument(datasets);
        } catch (JacksonIOException e) {
            throw refusalOf(e);
        } catch (StreamConstraintsException _) {
            throw reading.malformed(tooDeep() ? Problem.TOO_DEEP : Problem.VALUE_TOO_LARGE);
        } catch (JacksonException _) {
            throw reading.malformed(Problem.NOT_JSON);
        }
    }

    private MalformedDataset refusalOf(JacksonIOException failure) throws IOException {
        if (counted.hasFailed()) {
            throw failure.getCause();
        }
        return reading.malformed(counted.wasTooLong() ? Problem.VALUE_TOO_LARGE : Problem.NOT_JSON);
    }

    private boolean tooDeep() {
        return in.streamReadContext().getNestingDepth() >= limits.maxNesting();
    }

    private void readDocument(Consumer<ModelDataset> datasets) throws IOException, MalformedDataset {
        JsonToken first = in.nextToken();
        if (first == JsonToken.START_OBJECT) {
            readDataset(datasets);
        } else if (first == JsonToken.START_ARRAY) {
            for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                require(next == JsonToken.START_OBJECT, Problem.NOT_JSON);
                readDataset(datasets);
            }
        } else {
            throw reading.malformed(Problem.NOT_JSON);
        }
        require(in.nextToken() == null, Problem.NOT_JSON);
    }

    private void readDataset(Consumer<ModelDataset> datasets) throws IOException, MalformedDataset {
        reading = newReading();
        Attributes dataset = new Attributes();
        for (String key = in.nextName(); key != null; key = in.nextName()) {
            readElement(key, dataset);
        }
        datasets.accept(reading.finish(dataset));
    }

    private void readElement(String key, Attributes dataset) throws IOException, MalformedDataset {
        int tag = reading.enter(key, dataset);
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw reading.malformed(Problem.BAD_VALUE);
        }
        new ElementBody().read(dataset, tag);
        reading.leave();
    }

    private void require(boolean holds, Problem problem) throws MalformedDataset {
        if (!holds) {
            throw reading.malformed(problem);
        }
    }

    private String requireText() throws MalformedDataset {
        require(in.nextToken() == JsonToken.VALUE_STRING, Problem.BAD_VALUE);
        return in.getString();
    }

    /** The keys of one element, gathered first since the VR may come last. */
    private final class ElementBody {

        private @Nullable String vr;
        private @Nullable List<JsonValue> values;
        private @Nullable String inline;
        private @Nullable String uri;

        void read(Attributes dataset, int tag) throws IOException, MalformedDataset {
            for (String key = in.nextName(); key != null; key = in.nextName()) {
                switch (key) {
                    case "vr" -> vr = once(vr, requireText());
                    case "Value" -> values = once(values, readValues());
                    case "InlineBinary" -> inline = once(inline, requireText());
                    case "BulkDataURI" -> uri = once(uri, requireText());
                    default -> throw reading.malformed(Problem.BAD_VALUE);
                }
            }
            require(
                    (values == null ? 0 : 1) + (inline == null ? 0 : 1) + (uri == null ? 0 : 1) <= 1,
                    Problem.BAD_VALUE);
            VR known = vr == null ? ElementDictionary.vrOf(tag) : reading.vrOf(vr);
            if ((tag & 0xFFFF) != 0) {
                set(dataset, tag, known);
            }
        }

        private <T> T once(@Nullable T former, T now) throws MalformedDataset {
            require(former == null, Problem.BAD_VALUE);
            return now;
        }

        private void set(Attributes dataset, int tag, VR known) throws IOException, MalformedDataset {
            if (inline != null) {
                reading.setInlineBinary(dataset, tag, known, inline);
            } else if (uri != null) {
                reading.setBulkData(dataset, tag, known, uri);
            } else if (known == VR.SQ) {
                addItems(dataset.newSequence(tag), values == null ? List.of() : values);
            } else {
                reading.setValues(dataset, tag, known, texts(known, values == null ? List.of() : values));
            }
        }

        private void addItems(Sequence sequence, List<JsonValue> items) throws MalformedDataset {
            for (JsonValue value : items) {
                switch (value) {
                    case JsonValue.Item(Attributes item) -> sequence.add(item);
                    case JsonValue.Null _ -> sequence.addItem();
                    default -> throw reading.malformed(Problem.BAD_VALUE);
                }
            }
        }

        private List<String> texts(VR known, List<JsonValue> all) throws MalformedDataset {
            List<String> texts = new ArrayList<>(all.size());
            for (JsonValue value : all) {
                texts.add(text(known, value));
            }
            return texts;
        }

        private String text(VR known, JsonValue value) throws MalformedDataset {
            return switch (value) {
                case JsonValue.Null _ when known.isString() -> "";
                case JsonValue.Text(String text) when known != VR.PN -> text;
                case JsonValue.Numeral(String text) when takesNumbers(known) -> text;
                case JsonValue.Name(NameGroups name) when known == VR.PN -> name.toValue();
                case JsonValue.Item(Attributes item) when known == VR.PN && item.isEmpty() -> "";
                default -> throw reading.malformed(Problem.BAD_VALUE);
            };
        }

        private static boolean takesNumbers(VR vr) {
            return switch (vr) {
                case DS, IS, FL, FD, SL, SS, SV, UL, US, UV -> true;
                default -> false;
            };
        }
    }

    private List<JsonValue> readValues() throws IOException, MalformedDataset {
        require(in.nextToken() == JsonToken.START_ARRAY, Problem.BAD_VALUE);
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            values.add(
                    switch (next) {
                        case VALUE_NULL -> new JsonValue.Null();
                        case VALUE_STRING -> new JsonValue.Text(in.getString());
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(in.getString());
                        case START_OBJECT -> readObject();
                        default -> throw reading.malformed(Problem.BAD_VALUE);
                    });
        }
        return values;
    }

    private JsonValue readObject() throws IOException, MalformedDataset {
        reading.nextItem();
        String key = in.nextName();
        if (key != null && isNameGroup(key)) {
            return readName(key);
        }
        Attributes item = new Attributes();
        for (; key != null; key = in.nextName()) {
            readElement(key, item);
        }
        ModelReading.finishItem(item);
        return new JsonValue.Item(item);
    }

    private static boolean isNameGroup(String key) {
        return key.equals("Alphabetic") || key.equals("Ideographic") || key.equals("Phonetic");
    }

    private JsonValue readName(String first) throws MalformedDataset {
        String[] groups = {"", "", ""};
        for (String key = first; key != null; key = in.nextName()) {
            int group = switch (key) {
                case "Alphabetic" -> 0;
                case "Ideographic" -> 1;
                case "Phonetic" -> 2;
                default -> throw reading.malformed(Problem.BAD_VALUE);
            };
            String text = requireText();
            require(groups[group].isEmpty() && text.indexOf('=') < 0, Problem.BAD_VALUE);
            groups[group] = text;
        }
        return new JsonValue.Name(new NameGroups(groups[0], groups[1], groups[2]));
    }
}
