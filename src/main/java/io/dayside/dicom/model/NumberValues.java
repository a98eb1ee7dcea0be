package io.dayside.dicom.model;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.data.VR;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.regex.Pattern;

/** Binary numbers and tags to and from their text in a document. */
public final class NumberValues {

    private static final int MAX_LENGTH = 64;
    private static final int MAX_SCALE = 400;
    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,5})?");

    private NumberValues() {}

    static void set(Attributes dataset, int tag, VR vr, List<String> values, ModelReading reading)
            throws MalformedDataset {
        try {
            dataset.setBytes(tag, vr, encode(vr, values));
        } catch (ArithmeticException | IllegalArgumentException _) {
            throw reading.malformed(Problem.BAD_VALUE);
        }
    }

    private static byte[] encode(VR vr, List<String> values) {
        int size = vr == VR.AT ? 4 : vr.unitBytes();
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * size).order(ByteOrder.LITTLE_ENDIAN);
        for (String value : values) {
            switch (vr) {
                case SS -> buffer.putShort((short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE));
                case US -> buffer.putShort((short) integer(value, 0, 0xFFFF));
                case SL -> buffer.putInt((int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                case UL -> buffer.putInt((int) integer(value, 0, 0xFFFF_FFFFL));
                case SV -> buffer.putLong(decimal(value).longValueExact());
                case UV -> buffer.putLong(unsigned(value));
                case FL -> buffer.putFloat((float) floating(value));
                case FD -> buffer.putDouble(floating(value));
                case AT -> {
                    int named = tag(value);
                    buffer.putShort((short) (named >>> 16)).putShort((short) named);
                }
                default -> throw new IllegalArgumentException(vr + " has no values of that kind");
            }
        }
        return buffer.array();
    }

    private static int tag(String value) {
        if (!TAG.matcher(value).matches()) {
            throw new IllegalArgumentException("no tag");
        }
        return Integer.parseUnsignedInt(value, 16);
    }

    private static long integer(String value, long min, long max) {
        long number = decimal(value).longValueExact();
        if (number < min || number > max) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    private static long unsigned(String value) {
        BigInteger number = decimal(value).toBigIntegerExact();
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw new ArithmeticException("out of range");
        }
        return number.longValue();
    }

    /** Checked before it is computed with: 1E99999 would take all memory when made a whole number. */
    private static BigDecimal decimal(String value) {
        if (value.length() > MAX_LENGTH || !NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException("no number");
        }
        BigDecimal number = new BigDecimal(value);
        if (Math.abs(number.scale()) > MAX_SCALE) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    private static double floating(String value) {
        return switch (value) {
            case "NaN", "nan" -> Double.NaN;
            case "inf", "Infinity", "INF" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (value.length() > MAX_LENGTH || !NUMBER.matcher(value).matches()) {
                    throw new IllegalArgumentException("no number");
                }
                yield Double.parseDouble(value);
            }
        };
    }

    /** The values of a binary element as text that reads back as the same bits; NaN, inf and -inf where not finite. */
    public static String[] toText(Attributes dataset, int tag, VR vr) {
        return switch (vr) {
            case FL, FD -> floatingText(dataset.getDoubles(tag), vr);
            case UV -> unsignedText(dataset.getLongs(tag));
            default -> dataset.getStrings(tag);
        };
    }

    private static String[] unsignedText(long[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = Long.toUnsignedString(values[i]);
        }
        return texts;
    }

    private static String[] floatingText(double[] values, VR vr) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                texts[i] = Double.isNaN(values[i]) ? "NaN" : values[i] > 0 ? "inf" : "-inf";
            } else {
                texts[i] = vr == VR.FL ? Float.toString((float) values[i]) : Double.toString(values[i]);
            }
        }
        return texts;
    }
}
