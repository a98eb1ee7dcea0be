package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ObjectStream.ValueFilter;
import io.dayside.dicom.data.Tag;

/** Clears the bits of pixel cells in which overlays of older editions of the standard lie. */
record EmbeddedOverlays(int bitsAllocated, int mask) implements ValueFilter {

    private static final int OVERLAY_GROUPS = 16;
    private static final int GROUP_STEP = 0x0002_0000;

    static EmbeddedOverlays of(Attributes header) {
        int mask = 0;
        for (int i = 0; i < OVERLAY_GROUPS; i++) {
            int position = header.getInt(Tag.OverlayBitPosition + i * GROUP_STEP, 0);
            boolean own = header.contains(Tag.OverlayData + i * GROUP_STEP);
            mask |= own || position < 1 || position > 15 ? 0 : 1 << position;
        }
        int highBit = header.getInt(Tag.HighBit, 15);
        int bitsStored = header.getInt(Tag.BitsStored, highBit + 1);
        int pixelBits = ((1 << Math.clamp(bitsStored, 0, 16)) - 1) << Math.clamp(highBit - bitsStored + 1, 0, 15);
        return new EmbeddedOverlays(header.getInt(Tag.BitsAllocated, 0), mask & ~pixelBits);
    }

    boolean areThere() {
        return mask != 0;
    }

    @Override
    public void apply(byte[] piece, long offsetBytes) {
        int cellBytes = Math.max(1, bitsAllocated / 8);
        for (int i = 0; i < piece.length; i++) {
            int byteOfCell = i % cellBytes;
            piece[i] &= (byte) ~(mask >>> (8 * Math.min(byteOfCell, 3)));
        }
    }
}
