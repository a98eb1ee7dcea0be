package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Attribute matching of PS3.4 C.2.2.2 on objects in memory: universal, single value, list of UIDs, wildcard, range and
 * sequence matching. Names are compared without regard to case.
 */
public final class Matching {

    /** Say how to read a query, or what is asked of it, not what to match. */
    private static final Set<Integer> NOT_KEYS = Set.of(
            Tag.SpecificCharacterSet,
            Tag.QueryRetrieveLevel,
            Tag.TimezoneOffsetFromUTC,
            Tag.InstanceAvailability,
            Tag.RetrieveAETitle);

    private final ZoneOffset zone;

    /** @param zone of times that do not say theirs */
    public Matching(ZoneOffset zone) {
        this.zone = zone;
    }

    /** Whether the object has what the keys ask for. */
    public boolean matches(Attributes keys, Attributes object) {
        for (Element key : keys) {
            if (!NOT_KEYS.contains(key.tag()) && !matches(key, keys, object)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(Element key, Attributes keys, Attributes object) {
        if (key instanceof Sequence items) {
            return items.isEmpty() || matchesItems(items.getFirst(), object.getSequence(key.tag()));
        }
        String[] wanted = keys.getStrings(key.tag());
        if (Arrays.stream(wanted).allMatch(value -> value.isBlank() || value.equals("*"))) {
            return true;
        }
        String[] values = object.getStrings(key.tag());
        return Arrays.stream(wanted).anyMatch(value -> matchesAny(key.vr(), value, values));
    }

    /** A sequence that is not there matches where its keys ask for nothing. */
    private boolean matchesItems(Attributes keys, List<Attributes> items) {
        return items.isEmpty()
                ? matches(keys, new Attributes())
                : items.stream().anyMatch(item -> matches(keys, item));
    }

    private boolean matchesAny(VR vr, String wanted, String[] values) {
        return switch (vr) {
            case DA, TM, DT -> RangeMatching.of(vr, wanted, zone).matchesAny(values);
            case PN -> Arrays.stream(values).anyMatch(value -> NameMatching.matches(wanted, value));
            case AE, CS, LO, LT, SH, ST, UC, UR, UT ->
                Arrays.stream(values).anyMatch(value -> Wildcard.matches(wanted.strip(), value.strip()));
            case DS, IS, SL, SS, UL, US, SV, UV, FD, FL ->
                Arrays.stream(values).anyMatch(value -> sameNumber(wanted, value));
            default -> Arrays.stream(values).anyMatch(value -> value.strip().equals(wanted.strip()));
        };
    }

    private static boolean sameNumber(String wanted, String value) {
        try {
            return Double.compare(Double.parseDouble(wanted.strip()), Double.parseDouble(value.strip())) == 0;
        } catch (NumberFormatException _) {
            return wanted.strip().equals(value.strip());
        }
    }

    /** What of the object is answered to the keys: each of them, empty where the object has no value. */
    public static Attributes answer(Attributes keys, Attributes object) {
        Attributes answer = new Attributes();
        if (object.containsValue(Tag.SpecificCharacterSet)) {
            answer.setString(Tag.SpecificCharacterSet, VR.CS, object.getStrings(Tag.SpecificCharacterSet));
        }
        for (Element key : keys) {
            if (key.tag() != Tag.SpecificCharacterSet) {
                answer(key, keys, object, answer);
            }
        }
        return answer;
    }

    private static void answer(Element key, Attributes keys, Attributes object, Attributes answer) {
        if (key.tag() == Tag.QueryRetrieveLevel) {
            answer.setString(key.tag(), VR.CS, keys.getStrings(key.tag()));
        } else if (key instanceof Sequence items) {
            Sequence answered = answer.newSequence(key.tag());
            for (Attributes item : object.getSequence(key.tag())) {
                answered.add(
                        items.isEmpty() || items.getFirst().isEmpty() ? item.copy() : answer(items.getFirst(), item));
            }
        } else if (object.containsValue(key.tag())) {
            copy(object, key.tag(), answer);
        } else {
            answer.setNull(key.tag(), key.vr());
        }
    }

    private static void copy(Attributes from, int tag, Attributes to) {
        VR vr = from.getVR(tag);
        byte[] bytes = from.getBytes(tag);
        if (vr == null || bytes == null) {
            return;
        }
        switch (vr) {
            case LO, LT, PN, SH, ST, UC, UT -> to.setString(tag, vr, from.getStrings(tag));
            default -> to.setBytes(tag, vr, bytes);
        }
    }
}
