package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies the table of actions to one data set and everything in it, and some rules beyond the table. Removed are:
 * private elements, those that no edition of the standard known here has, overlays and curves as a whole, group lengths
 * and padding, fragments outside of the pixel data. A document's content tree is replaced by one item that says so,
 * unless structured content is cleaned; graphic annotations go as a whole, unless graphics are cleaned. What the table
 * does not name is judged by its kind: names, dates, comments, and UIDs that name no class or syntax go as the table's do.
 */
final class DatasetCleaner {

    /** Stands for bytes that are no characters. */
    private static final char UNREADABLE = '\uFFFD';

    private static final int FIRST_DATASET_GROUP = 0x0008;
    private static final int FIRST_TRAILING_GROUP = 0xFF00;

    /** Codes of DCM for content items about the patient: sex, age. */
    private static final Set<String> PATIENT_CHARACTERISTICS = Set.of("121032", "121033");

    private final Profile profile;
    private final Pseudonyms pseudonyms;
    private final TextCleaner texts;
    private final DateShift dates;

    DatasetCleaner(Profile profile, Pseudonyms pseudonyms, TextCleaner texts, DateShift dates) {
        this.profile = profile;
        this.pseudonyms = pseudonyms;
        this.texts = texts;
        this.dates = dates;
    }

    void clean(Attributes dataset) {
        Set<Integer> safePrivate =
                profile.has(ProfileOption.RETAIN_SAFE_PRIVATE) ? SafePrivate.tagsOf(dataset) : Set.of();
        List<Element> elements = new ArrayList<>(dataset.size());
        dataset.forEach(elements::add);
        for (Element element : elements) {
            if (!safePrivate.contains(element.tag())) {
                clean(element, dataset);
            }
        }
    }

    private void clean(Element element, Attributes dataset) {
        int tag = element.tag();
        boolean strayFragments = element instanceof Fragments && (tag != Tag.PixelData || dataset.parent() != null);
        if (isForeign(tag) || strayFragments) {
            dataset.remove(tag);
            return;
        }
        ActionTable.Row row = ActionTable.rowOf(tag);
        if (row == null) {
            cleanUnlisted(element, dataset);
        } else {
            apply(row.action(profile, element instanceof Sequence), row, element, dataset);
        }
    }

    /** Whether the standard, as the dictionary knows it, gives the element no meaning within an object. */
    private static boolean isForeign(int tag) {
        int group = Tag.group(tag);
        return Tag.isPrivate(tag)
                || Tag.isGroupLength(tag)
                || group < FIRST_DATASET_GROUP
                || group >= FIRST_TRAILING_GROUP
                || (group & 0xFF00) == 0x5000
                || (group & 0xFF00) == 0x6000
                || ElementDictionary.keywordOf(tag).isEmpty();
    }

    private void cleanUnlisted(Element element, Attributes dataset) {
        int tag = element.tag();
        if (tag == Tag.TextValue) {
            cleanTextValue(element, dataset);
        } else if (element instanceof Sequence items) {
            cleanItems(items);
        } else {
            ActionTable.Row row = UnlistedAttributes.rowOf(tag);
            if (row != null) {
                apply(row.action(profile, false), row, element, dataset);
            }
        }
    }

    private void cleanTextValue(Element element, Attributes dataset) {
        if (profile.has(ProfileOption.CLEAN_STRUCTURED_CONTENT)) {
            cleanText(element, dataset);
        } else {
            setDummy(element, dataset);
        }
    }

    private void cleanItems(Element element) {
        if (element instanceof Sequence items) {
            items.forEach(this::clean);
        }
    }

    private void apply(Action action, ActionTable.Row row, Element element, Attributes dataset) {
        switch (action) {
            case KEEP, KEEP_ITEMS -> cleanItems(element);
            case REMOVE -> dataset.remove(element.tag());
            case EMPTY -> dataset.setNull(element.tag(), vrOf(element));
            case DUMMY -> setDummy(element, dataset);
            case MAP_UID -> mapUids(element, dataset);
            case CLEAN -> cleanValue(row, element, dataset);
        }
    }

    private static VR vrOf(Element element) {
        if (element instanceof Sequence) {
            return VR.SQ;
        }
        return element.vr() == VR.UN ? ElementDictionary.vrOf(element.tag()) : element.vr();
    }

    /** What has no value needs no dummy. */
    private void setDummy(Element element, Attributes dataset) {
        int tag = element.tag();
        if (element.isEmpty()) {
            return;
        }
        if (element instanceof Sequence items) {
            setDummyItems(items, dataset);
        } else if (tag == Tag.PatientID) {
            dataset.setString(tag, VR.LO, pseudonyms.patient(dataset.getString(tag, "")));
        } else if (vrOf(element) == VR.UI) {
            mapUids(element, dataset);
        } else {
            Dummies.set(dataset, tag, vrOf(element));
        }
    }

    private void setDummyItems(Sequence items, Attributes dataset) {
        switch (items.tag()) {
            case Tag.ContentSequence -> dataset.newSequence(items.tag()).add(Dummies.contentItem());
            case Tag.PersonIdentificationCodeSequence ->
                dataset.newSequence(items.tag()).add(Dummies.unknownCode());
            case Tag.GraphicAnnotationSequence -> dataset.remove(items.tag());
            default -> cleanItems(items);
        }
    }

    /** UIDs that the standard registers name no instance and stay. */
    private void mapUids(Element element, Attributes dataset) {
        if (element instanceof Sequence) {
            dataset.remove(element.tag());
            return;
        }
        String[] uids = dataset.getStrings(element.tag());
        for (int i = 0; i < uids.length; i++) {
            boolean registered = uids[i].isEmpty() || !UID.nameOf(uids[i]).equals(uids[i]);
            uids[i] = registered ? uids[i] : pseudonyms.uid(uids[i]);
        }
        dataset.setString(element.tag(), VR.UI, uids);
    }

    private void cleanValue(ActionTable.Row row, Element element, Attributes dataset) {
        if (element instanceof Sequence items) {
            items.removeIf(this::isAboutPatient);
            cleanItems(items);
            return;
        }
        VR vr = vrOf(element);
        if (element.tag() == Tag.TimezoneOffsetFromUTC) {
            dataset.remove(element.tag());
            return;
        }
        switch (vr) {
            case DA, DT, TM -> shift(row, element, vr, dataset);
            case AE, CS, LO, LT, PN, SH, ST, UC, UT -> cleanText(element, dataset);
            default -> apply(row.basic(false), row, element, dataset);
        }
    }

    private boolean isAboutPatient(Attributes item) {
        Attributes concept = item.getItem(Tag.ConceptNameCodeSequence);
        return concept != null
                && !profile.has(ProfileOption.RETAIN_PATIENT_CHARACTERISTICS)
                && PATIENT_CHARACTERISTICS.contains(concept.getString(Tag.CodeValue, ""));
    }

    private void shift(ActionTable.Row row, Element element, VR vr, Attributes dataset) {
        String[] values = dataset.getStrings(element.tag());
        String[] shifted = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            @Nullable String earlier = dates.shifted(vr, values[i]);
            if (earlier == null) {
                apply(row.basic(false), row, element, dataset);
                return;
            }
            shifted[i] = earlier;
        }
        dataset.setString(element.tag(), vr, shifted);
    }

    private void cleanText(Element element, Attributes dataset) {
        VR vr = vrOf(element);
        if (element.isEmpty()) {
            return;
        }
        String[] values = dataset.getStrings(element.tag());
        String[] cleaned = new String[values.length];
        boolean readable = values.length > 0;
        for (int i = 0; i < values.length; i++) {
            cleaned[i] = texts.clean(values[i]);
            readable &= values[i].indexOf(UNREADABLE) < 0;
        }
        if (!readable) {
            Dummies.set(dataset, element.tag(), vr);
        } else if (!List.of(cleaned).equals(List.of(values))) {
            setText(dataset, element.tag(), vr, cleaned);
        }
    }

    /** Some character sets cannot be written as they are read. */
    private static void setText(Attributes dataset, int tag, VR vr, String... values) {
        dataset.setString(tag, vr, values);
        try {
            dataset.getBytes(tag);
        } catch (IllegalStateException _) {
            Dummies.set(dataset, tag, vr);
        }
    }
}
