package io.dayside.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Numbers to and from value fields, little endian, and their text forms; PS3.5 6.2. */
final class NumericValues {

    private static final int DS_LENGTH = 16;

    private NumericValues() {}

    static long[] toLongs(byte[] bytes, VR vr) {
        int size = vr.valueBytes();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] values = new long[bytes.length / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = longAt(buffer, i * size, vr);
        }
        return values;
    }

    private static long longAt(ByteBuffer buffer, int at, VR vr) {
        return switch (vr) {
            case SS -> buffer.getShort(at);
            case US, OW -> Short.toUnsignedLong(buffer.getShort(at));
            case SL -> buffer.getInt(at);
            case UL, OL -> Integer.toUnsignedLong(buffer.getInt(at));
            case SV, UV, OV -> buffer.getLong(at);
            case AT ->
                (Short.toUnsignedLong(buffer.getShort(at)) << 16) | Short.toUnsignedLong(buffer.getShort(at + 2));
            case FL, OF -> (long) buffer.getFloat(at);
            case FD, OD -> (long) buffer.getDouble(at);
            default -> Byte.toUnsignedLong(buffer.get(at));
        };
    }

    static double[] toDoubles(byte[] bytes, VR vr) {
        int size = vr.valueBytes();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.length / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (vr) {
                case FL, OF -> buffer.getFloat(i * size);
                case FD, OD -> buffer.getDouble(i * size);
                default -> longAt(buffer, i * size, vr);
            };
        }
        return values;
    }

    static String[] toStrings(byte[] bytes, VR vr) {
        return switch (vr.kind()) {
            case SIGNED, UNSIGNED -> format(toLongs(bytes, vr));
            case TAG -> formatTags(toLongs(bytes, vr));
            case FLOAT -> plain(toDoubles(bytes, vr));
            default -> new String[0];
        };
    }

    private static String[] formatTags(long[] tags) {
        String[] texts = new String[tags.length];
        for (int i = 0; i < tags.length; i++) {
            texts[i] = "%08X".formatted(tags[i]);
        }
        return texts;
    }

    private static String[] plain(double[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = Double.toString(values[i]);
        }
        return texts;
    }

    static byte[] toBytes(long[] values, VR vr) {
        int size = vr.valueBytes();
        ByteBuffer buffer = ByteBuffer.allocate(values.length * size).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (vr) {
                case SS, US, OW -> buffer.putShort((short) value);
                case SL, UL, OL -> buffer.putInt((int) value);
                case SV, UV, OV -> buffer.putLong(value);
                case AT -> buffer.putShort((short) (value >> 16)).putShort((short) value);
                case FL, OF -> buffer.putFloat((float) value);
                case FD, OD -> buffer.putDouble((double) value);
                case OB -> buffer.put((byte) value);
                default -> throw new IllegalArgumentException(vr + " holds no numbers");
            }
        }
        return buffer.array();
    }

    static byte[] toBytes(double[] values, VR vr) {
        int size = vr.valueBytes();
        ByteBuffer buffer = ByteBuffer.allocate(values.length * size).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (vr) {
                case FL, OF -> buffer.putFloat((float) value);
                case FD, OD -> buffer.putDouble(value);
                default -> throw new IllegalArgumentException(vr + " holds no decimals");
            }
        }
        return buffer.array();
    }

    static String[] format(long[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = Long.toString(values[i]);
        }
        return texts;
    }

    static String[] format(double[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = decimalString(values[i]);
        }
        return texts;
    }

    /** The number with as many digits as fit into a decimal string. */
    static String decimalString(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        String plain = exact.scale() <= 0 && exact.precision() - exact.scale() <= DS_LENGTH
                ? exact.toPlainString()
                : exact.toString();
        for (int digits = exact.precision(); plain.length() > DS_LENGTH && digits > 1; digits--) {
            plain = exact.round(new MathContext(digits - 1))
                    .stripTrailingZeros()
                    .toString();
        }
        return plain.toUpperCase(Locale.ROOT);
    }

    /** The numbers, fractions cut off; none if one of the texts is no number. */
    static long[] parseLongs(String[] texts) {
        double[] doubles = parseDoubles(texts);
        long[] values = new long[doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            values[i] = (long) doubles[i];
        }
        return values;
    }

    static double[] parseDoubles(String[] texts) {
        double[] values = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            if (!isDecimal(texts[i])) {
                return new double[0];
            }
            values[i] = Double.parseDouble(texts[i].strip());
        }
        return values;
    }

    static long[] requireLongs(String[] texts) {
        long[] values = new long[texts.length];
        for (int i = 0; i < texts.length; i++) {
            values[i] = Long.parseLong(texts[i]);
        }
        return values;
    }

    static double[] requireDoubles(String[] texts) {
        double[] values = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            values[i] = Double.parseDouble(texts[i]);
        }
        return values;
    }

    /** The alphabet of DS and IS, one exponent and one point at most; keeps out NaN, hex floats and suffixes. */
    private static boolean isDecimal(String text) {
        String number = text.strip();
        int position = number.startsWith("+") || number.startsWith("-") ? 1 : 0;
        int mantissaEnd = skipDigits(number, position, true);
        boolean hasDigits = number.substring(position, mantissaEnd).chars().anyMatch(c -> c != '.');
        if (!hasDigits || mantissaEnd == number.length()) {
            return hasDigits;
        }
        int exponent = mantissaEnd + 1;
        if ("eE".indexOf(number.charAt(mantissaEnd)) < 0 || exponent == number.length()) {
            return false;
        }
        int exponentDigits = "+-".indexOf(number.charAt(exponent)) < 0 ? exponent : exponent + 1;
        int end = skipDigits(number, exponentDigits, false);
        return end == number.length() && end > exponentDigits;
    }

    private static int skipDigits(String number, int from, boolean withPoint) {
        int position = from;
        boolean pointAllowed = withPoint;
        while (position < number.length()) {
            char c = number.charAt(position);
            if (c == '.' && pointAllowed) {
                pointAllowed = false;
            } else if (c < '0' || c > '9') {
                break;
            }
            position++;
        }
        return position;
    }
}
