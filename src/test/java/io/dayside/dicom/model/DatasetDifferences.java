package io.dayside.dicom.model;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.data.ValueElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Element by element, what differs between a data set and what came back from a model, but for what it cannot hold. */
public final class DatasetDifferences {

    private final List<String> found = new ArrayList<>();

    private final boolean digitsCount;

    private DatasetDifferences(boolean digitsCount) {
        this.digitsCount = digitsCount;
    }

    public static List<String> between(Attributes before, Attributes after) {
        DatasetDifferences differences = new DatasetDifferences(true);
        differences.compare("", before, after);
        return differences.found;
    }

    /** Takes decimal strings of the same value for the same, and doubles whose last bit was lost in printing. */
    public static List<String> ofMeaning(Attributes before, Attributes after) {
        DatasetDifferences differences = new DatasetDifferences(false);
        differences.compare("", before, after);
        return differences.found;
    }

    private void compare(String path, Attributes before, Attributes after) {
        TreeSet<Integer> tags = new TreeSet<>(Integer::compareUnsigned);
        before.forEach(element -> tags.add(element.tag()));
        after.forEach(element -> tags.add(element.tag()));
        for (int tag : tags) {
            if (!Tag.isGroupLength(tag) && tag != Tag.SpecificCharacterSet) {
                compare(path + Tag.toString(tag), before.get(tag), after.get(tag), before, after);
            }
        }
    }

    private void compare(
            String path, @Nullable Element before, @Nullable Element after, Attributes in, Attributes out) {
        switch (before) {
            case null -> found.add(path + " came from nowhere");
            case Fragments _ -> require(path, after != null && after.isEmpty());
            case Sequence sequence -> {
                List<Attributes> items = out.getSequence(sequence.tag());
                require(path, after instanceof Sequence && items.size() == sequence.size());
                for (int i = 0; i < Math.min(items.size(), sequence.size()); i++) {
                    compare(path + "[" + i + "].", sequence.get(i), items.get(i));
                }
            }
            case ValueElement value -> {
                require(path + " vr", after != null && after.vr() == value.vr());
                require(path, after != null && sameValue(value, in, out));
            }
        }
    }

    private boolean sameValue(ValueElement value, Attributes in, Attributes out) {
        int tag = value.tag();
        VR vr = value.vr();
        if (vr == VR.PN) {
            return Arrays.equals(names(in.getStrings(tag)), names(out.getStrings(tag)));
        }
        if (vr == VR.FD && !digitsCount) {
            return sameDoubles(in.getDoubles(tag), out.getDoubles(tag));
        }
        if (vr == VR.DS) {
            return sameDecimals(in.getStrings(tag), out.getStrings(tag));
        }
        if (vr.isString()) {
            return Arrays.equals(in.getStrings(tag), out.getStrings(tag));
        }
        byte[] bytes = Objects.requireNonNull(in.getBytes(tag));
        int whole = bytes.length - bytes.length % (vr == VR.AT ? 4 : vr.unitBytes());
        return Arrays.equals(Arrays.copyOf(bytes, isBulk(vr) ? bytes.length : whole), out.getBytes(tag));
    }

    private boolean sameDecimals(String[] before, String[] after) {
        if (digitsCount || Arrays.equals(before, after)) {
            return Arrays.equals(before, after);
        }
        return Arrays.equals(
                Arrays.stream(before).mapToDouble(Double::parseDouble).toArray(),
                Arrays.stream(after).mapToDouble(Double::parseDouble).toArray());
    }

    private static boolean sameDoubles(double[] before, double[] after) {
        return before.length == after.length
                && IntStream.range(0, before.length)
                        .allMatch(i -> Math.abs(before[i] - after[i]) <= 2 * Math.ulp(before[i]));
    }

    private static boolean isBulk(VR vr) {
        return vr == VR.UN || vr.name().startsWith("O");
    }

    private static String[] names(String[] values) {
        return Arrays.stream(values)
                .map(name -> name.replaceAll("\\^+(?=$|=)", "").replaceAll("=+$", ""))
                .toArray(String[]::new);
    }

    private void require(String path, boolean holds) {
        if (!holds) {
            found.add(path);
        }
    }
}
