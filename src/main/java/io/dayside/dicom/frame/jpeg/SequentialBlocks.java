package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import java.util.Arrays;

/** Blocks that come whole, ISO 10918-1 F.2; they become samples at once. */
final class SequentialBlocks implements BlockScan.BlockDecoder {

    private final EntropyReader in;
    private final int[][] quantisation;
    private final InverseDct transform;
    private final int[] block = new int[64];

    SequentialBlocks(EntropyReader in, int[][] quantisation, InverseDct transform) {
        this.in = in;
        this.quantisation = quantisation;
        this.transform = transform;
    }

    @Override
    public void decode(Component component, int row, int column) throws BrokenStream {
        int[] steps = quantisation[component.quantisation];
        Arrays.fill(block, 0);
        component.prediction += in.extended(in.symbol(component.dc()) & 0x0F);
        block[0] = component.prediction * steps[0];
        HuffmanTable ac = component.ac();
        for (int k = 1; k < 64; k++) {
            int next = in.coefficient(ac);
            int value = next >> 8;
            int zeros = next & 0xFF;
            if (value == 0 && zeros != 15) {
                break;
            }
            k += zeros;
            if (k > 63) {
                throw new BrokenStream("JPEG block has more than 64 coefficients");
            }
            int at = ZigZag.natural(k);
            block[at] = value * steps[at];
        }
        int stride = component.stride();
        transform.transform(block, component.plane, row * 8 * stride + column * 8, stride);
    }

    @Override
    public void reset() {
        // Nothing is kept from block to block but the prediction of the component.
    }
}
