package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.ByteCursor;
import io.dayside.dicom.frame.codec.Expected;
import java.util.ArrayList;
import java.util.List;

/**
 * Frame header, ISO 10918-1 B.2.2.
 *
 * @param process the SOF marker's second byte
 */
record JpegFrame(
        int process, int bits, int rows, int columns, List<Component> components, int maxHorizontal, int maxVertical) {

    static final int BASELINE = 0xC0;
    static final int EXTENDED = 0xC1;
    static final int PROGRESSIVE = 0xC2;
    static final int LOSSLESS = 0xC3;

    static JpegFrame read(int process, ByteCursor in, Expected expected) throws BrokenStream {
        int bits = in.u8();
        int rows = in.u16();
        int columns = in.u16();
        int count = in.u8();
        checkBits(process, bits);
        expected.check(rows, columns, count);
        List<Component> components = new ArrayList<>();
        int maxHorizontal = 1;
        int maxVertical = 1;
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            int factors = in.u8();
            Component component = new Component(id, factors >> 4, factors & 0x0F, in.u8() & 3);
            maxHorizontal = Math.max(maxHorizontal, component.horizontal);
            maxVertical = Math.max(maxVertical, component.vertical);
            components.add(component);
        }
        JpegFrame frame =
                new JpegFrame(process, bits, rows, columns, List.copyOf(components), maxHorizontal, maxVertical);
        for (Component component : components) {
            frame.size(component);
        }
        return frame;
    }

    private static void checkBits(int process, int bits) throws BrokenStream {
        boolean known = switch (process) {
            case BASELINE, EXTENDED, PROGRESSIVE -> bits == 8 || bits == 12;
            case LOSSLESS -> bits >= 2 && bits <= 16;
            default -> throw new BrokenStream("JPEG process %02X is not read".formatted(process));
        };
        if (!known) {
            throw new BrokenStream("JPEG of " + bits + " bits");
        }
    }

    private void size(Component component) throws BrokenStream {
        int h = component.horizontal;
        int v = component.vertical;
        if (h < 1 || v < 1 || h > 4 || v > 4 || maxHorizontal % h != 0 || maxVertical % v != 0) {
            throw new BrokenStream("JPEG sampling factors are not read");
        }
        boolean whole = process == LOSSLESS || components.size() == 1;
        if (process == LOSSLESS && (h != maxHorizontal || v != maxVertical)) {
            throw new BrokenStream("JPEG lossless with subsampled components is not read");
        }
        component.rows = whole ? rows : divided(rows * v, maxVertical);
        component.columns = whole ? columns : divided(columns * h, maxHorizontal);
        component.blockRows = whole ? divided(rows, 8) : unitRows() * v;
        component.blockColumns = whole ? divided(columns, 8) : unitColumns() * h;
    }

    int unitRows() {
        return divided(rows, 8 * maxVertical);
    }

    int unitColumns() {
        return divided(columns, 8 * maxHorizontal);
    }

    boolean isSubsampled() {
        return components.stream().anyMatch(component -> component.rows != rows || component.columns != columns);
    }

    static int divided(int value, int by) {
        return (value + by - 1) / by;
    }
}
