package io.dayside.dicom.model;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TagPath;
import io.dayside.dicom.data.VR;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of one document is and what it has found: counts elements, checks tags and values, keeps references,
 * and says where something is wrong. Text comes as Unicode, so the finished data set is in UTF-8.
 */
public final class ModelReading {

    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final String UTF_8 = "ISO_IR 192";

    private final TagPath path = new TagPath();
    private final ModelLimits limits;
    private final @Nullable BulkDataResolver resolver;
    private final LongSupplier offset;
    private final List<BulkDataReference> references = new ArrayList<>();
    private int elements;
    private boolean beyondAscii;

    /** @param offset position in the document, for messages */
    public ModelReading(ModelLimits limits, @Nullable BulkDataResolver resolver, LongSupplier offset) {
        this.limits = limits;
        this.resolver = resolver;
        this.offset = offset;
    }

    public MalformedDataset malformed(Problem problem) {
        return new MalformedDataset(problem, path.toString(), offset.getAsLong());
    }

    /** Enters an element of that data set; {@link #leave} when done. Group lengths and delimiters are no elements. */
    public int enter(String tagText, Attributes dataset) throws MalformedDataset {
        int tag = tagOf(tagText);
        enter(tag, dataset);
        return tag;
    }

    public int tagOf(String text) throws MalformedDataset {
        if (!TAG.matcher(text).matches()) {
            throw malformed(Problem.BAD_TAG);
        }
        return Integer.parseUnsignedInt(text, 16);
    }

    public void enter(int tag, Attributes dataset) throws MalformedDataset {
        path.enter(tag);
        if (Tag.group(tag) == 0xFFFE) {
            throw malformed(Problem.BAD_TAG);
        }
        if (dataset.contains(tag)) {
            throw malformed(Problem.DUPLICATE_TAG);
        }
        count();
    }

    public void leave() {
        path.leave();
    }

    /** Enters the next item of the element. */
    public void nextItem() throws MalformedDataset {
        path.nextItem();
        count();
    }

    /** Counts a value left out, which costs as much as an element. */
    public void skipValue() throws MalformedDataset {
        count();
    }

    private void count() throws MalformedDataset {
        if (++elements > limits.maxElements()) {
            throw malformed(Problem.TOO_MANY_ELEMENTS);
        }
    }

    public VR vrOf(String code) throws MalformedDataset {
        try {
            return VR.valueOf(code);
        } catch (IllegalArgumentException _) {
            throw malformed(Problem.BAD_VR);
        }
    }

    /** Sets values given as text; numbers are checked against the representation's range. */
    public void setValues(Attributes dataset, int tag, VR vr, List<String> values) throws MalformedDataset {
        if (values.isEmpty()) {
            dataset.setNull(tag, vr);
        } else if (vr.isString()) {
            setText(dataset, tag, vr, values);
        } else {
            NumberValues.set(dataset, tag, vr, values, this);
        }
    }

    private void setText(Attributes dataset, int tag, VR vr, List<String> values) throws MalformedDataset {
        boolean single = vr == VR.LT || vr == VR.ST || vr == VR.UT || vr == VR.UR;
        for (String value : values) {
            if (single ? values.size() > 1 : value.indexOf('\\') >= 0) {
                throw malformed(Problem.BAD_VALUE);
            }
            beyondAscii |= value.chars().anyMatch(c -> c >= 0x80);
        }
        dataset.setString(tag, vr, values.toArray(String[]::new));
    }

    /** Sets a value field given as base64, white space let pass. */
    public void setInlineBinary(Attributes dataset, int tag, VR vr, String base64) throws MalformedDataset {
        if (vr == VR.SQ) {
            throw malformed(Problem.BAD_VALUE);
        }
        try {
            String packed = base64.chars().anyMatch(Character::isWhitespace) ? base64.replaceAll("\\s", "") : base64;
            byte[] value = Base64.getDecoder().decode(packed);
            beyondAscii |= vr.isString() && hasUpperBytes(value);
            dataset.setBytes(tag, vr, value);
        } catch (IllegalArgumentException _) {
            throw malformed(Problem.BAD_VALUE);
        }
    }

    private static boolean hasUpperBytes(byte[] value) {
        for (byte b : value) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    /** Follows a reference, or keeps it beside an empty element. */
    public void setBulkData(Attributes dataset, int tag, VR vr, String uri) throws IOException, MalformedDataset {
        if (vr == VR.SQ) {
            throw malformed(Problem.BAD_VALUE);
        }
        BulkDataReference reference = new BulkDataReference(dataset, tag, uri);
        if (resolver == null) {
            references.add(reference);
            dataset.setNull(tag, vr);
        } else {
            dataset.setBytes(tag, vr, resolver.resolve(reference, vr));
        }
    }

    /** The data set, its text declared as UTF-8 where it declared a character set or needs one. */
    public ModelDataset finish(Attributes dataset) {
        if (beyondAscii || dataset.containsValue(Tag.SpecificCharacterSet)) {
            dataset.setString(Tag.SpecificCharacterSet, VR.CS, UTF_8);
        }
        return new ModelDataset(dataset, references);
    }

    /** The character set of an item: that of the data set around it. */
    public static void finishItem(Attributes item) {
        item.remove(Tag.SpecificCharacterSet);
    }
}
