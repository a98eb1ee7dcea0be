package io.dayside.dicom.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs as fuzzers do, with a taste for lengths, delimiters and markers; the same seed, the same changes. */
final class Mutator {

    private static final int MAX_BYTES = 8 * 1024;
    private static final int[] NUMBERS = {0, 1, -1, 0x7FFFFFFF, 0x80000000, 0xFFFE, 0x10000, 0xFF, 0xFFFFFFF0, 8, 64};

    private static final byte[][] TOKENS = {
        {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0, -1, -1, -1, -1},
        {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0, 0, 0, 0, 0},
        {(byte) 0xFE, (byte) 0xFF, 0x0D, (byte) 0xE0, 0, 0, 0, 0},
        {(byte) 0xFE, (byte) 0xFF, (byte) 0xDD, (byte) 0xE0, 0, 0, 0, 0},
        {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, -1, -1, -1, -1},
        {8, 0, 0x10, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1},
        {0x1B, '$', ')', 'C'},
        {0x1B, '(', 'B'},
        {-1, (byte) 0xD8},
        {-1, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0},
        {-1, (byte) 0xC4, 0, 20},
        {-1, (byte) 0xF8, 0, 13, 1},
        {4, 0, 0, 0, 0, 12},
    };

    private final Random random;
    private final List<byte[]> seeds;

    Mutator(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    byte[] next() {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        int changes = 1 + random.nextInt(5);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = changed(bytes);
        }
        return bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 -> withByte(bytes, at);
            case 2 -> withNumber(bytes, at);
            case 3 -> without(bytes, at);
            case 4 ->
                spliced(bytes, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(64))));
            case 5 -> spliced(bytes, at, TOKENS[random.nextInt(TOKENS.length)]);
            case 6 -> Arrays.copyOf(bytes, at);
            default -> crossed(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] withByte(byte[] bytes, int at) {
        bytes[at] = (byte) random.nextInt();
        return bytes;
    }

    private byte[] withNumber(byte[] bytes, int at) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        int size = Math.min(random.nextBoolean() ? 4 : 2, bytes.length - at);
        boolean bigEndian = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (number >>> (8 * (bigEndian ? size - 1 - i : i)));
        }
        return bytes;
    }

    private byte[] without(byte[] bytes, int at) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(32));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, shorter, at, bytes.length - end);
        return shorter;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] inserted) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + inserted.length);
        System.arraycopy(inserted, 0, longer, at, inserted.length);
        System.arraycopy(bytes, at, longer, at + inserted.length, bytes.length - at);
        return longer;
    }

    private byte[] crossed(byte[] bytes, int at) {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length);
        return spliced(Arrays.copyOf(bytes, at), at, Arrays.copyOfRange(other, from, other.length));
    }
}
