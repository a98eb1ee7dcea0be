package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.ByteCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scan header, ISO 10918-1 B.2.3.
 *
 * @param first first coefficient, or the predictor of lossless scans
 * @param last last coefficient
 * @param high bits that earlier scans brought
 * @param low bits that are still missing, or the point transform of lossless scans
 */
record Scan(List<Component> components, int first, int last, int high, int low) {

    static Scan read(
            ByteCursor in, JpegFrame frame, @Nullable HuffmanTable[] dcTables, @Nullable HuffmanTable[] acTables)
            throws BrokenStream {
        int count = in.u8();
        if (count < 1 || count > frame.components().size()) {
            throw new BrokenStream("JPEG scan of an impossible number of components");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            int tables = in.u8();
            Component component = frame.components().stream()
                    .filter(candidate -> candidate.id == id && !components.contains(candidate))
                    .findFirst()
                    .orElseThrow(() -> new BrokenStream("JPEG scan of an unknown component"));
            component.tables(dcTables[(tables >> 4) & 3], acTables[tables & 3]);
            components.add(component);
        }
        int first = in.u8();
        int last = in.u8();
        int approximation = in.u8();
        return new Scan(List.copyOf(components), first, last, approximation >> 4, approximation & 0x0F);
    }
}
