package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;

/** Blocks that come bit by bit and band by band, ISO 10918-1 Annex G. */
final class ProgressiveBlocks implements BlockScan.BlockDecoder {

    private final EntropyReader in;
    private final Scan scan;
    private int endOfBandRun;

    ProgressiveBlocks(EntropyReader in, Scan scan) throws BrokenStream {
        this.in = in;
        this.scan = scan;
        boolean dc = scan.first() == 0;
        boolean possible = dc ? scan.last() == 0 : scan.last() >= scan.first() && scan.last() < 64;
        if (!possible || (!dc && scan.components().size() != 1) || scan.low() > 13) {
            throw new BrokenStream("JPEG progressive scan of an impossible band");
        }
    }

    @Override
    public void reset() {
        endOfBandRun = 0;
    }

    @Override
    public void decode(Component component, int row, int column) throws BrokenStream {
        int block = (row * component.blockColumns + column) * 64;
        if (scan.first() == 0) {
            dc(component, block);
        } else if (scan.high() == 0) {
            acFirst(component, block);
        } else {
            acRefine(component, block);
        }
    }

    private void dc(Component component, int block) throws BrokenStream {
        if (scan.high() == 0) {
            component.prediction += in.extended(in.symbol(component.dc()) & 0x0F);
            component.coefficients[block] = (short) (component.prediction << scan.low());
        } else if (in.bits(1) != 0) {
            component.coefficients[block] |= (short) (1 << scan.low());
        }
    }

    private void acFirst(Component component, int block) throws BrokenStream {
        if (endOfBandRun > 0) {
            endOfBandRun--;
            return;
        }
        for (int k = scan.first(); k <= scan.last(); k++) {
            int symbol = in.symbol(component.ac());
            int size = symbol & 0x0F;
            int zeros = symbol >> 4;
            if (size == 0 && zeros != 15) {
                endOfBandRun = (1 << zeros) - 1 + in.bits(zeros);
                return;
            }
            k += zeros;
            if (k > 63) {
                throw new BrokenStream("JPEG block has more than 64 coefficients");
            }
            component.coefficients[block + ZigZag.natural(k)] = (short) (in.extended(size) << scan.low());
        }
    }

    private void acRefine(Component component, int block) throws BrokenStream {
        int k = scan.first();
        while (endOfBandRun == 0 && k <= scan.last()) {
            int symbol = in.symbol(component.ac());
            int zeros = symbol >> 4;
            int value = 0;
            if ((symbol & 0x0F) != 0) {
                value = in.bits(1) != 0 ? 1 << scan.low() : -1 << scan.low();
            } else if (zeros != 15) {
                endOfBandRun = (1 << zeros) + in.bits(zeros);
                break;
            }
            k = refine(component, block, k, zeros);
            if (value != 0 && k <= scan.last()) {
                component.coefficients[block + ZigZag.natural(k)] = (short) value;
            }
            k++;
        }
        if (endOfBandRun > 0) {
            refine(component, block, k, 64);
            endOfBandRun--;
        }
    }

    /** Adds a bit to each coefficient that is not zero, until so many zeros are passed and the next is reached. */
    private int refine(Component component, int block, int start, int zeros) throws BrokenStream {
        int left = zeros;
        int k = start;
        for (; k <= scan.last(); k++) {
            int at = block + ZigZag.natural(k);
            int value = component.coefficients[at];
            if (value == 0) {
                if (left-- == 0) {
                    return k;
                }
            } else if (in.bits(1) != 0 && (Math.abs(value) >> scan.low() & 1) == 0) {
                component.coefficients[at] = (short) (value + (value > 0 ? 1 << scan.low() : -1 << scan.low()));
            }
        }
        return k;
    }

    /** After the last scan: coefficients to samples. */
    static void finish(Component component, int[] steps, InverseDct transform) {
        int[] block = new int[64];
        int stride = component.stride();
        for (int row = 0; row < component.blockRows; row++) {
            for (int column = 0; column < component.blockColumns; column++) {
                int from = (row * component.blockColumns + column) * 64;
                for (int i = 0; i < 64; i++) {
                    block[i] = component.coefficients[from + i] * steps[i];
                }
                transform.transform(block, component.plane, row * 8 * stride + column * 8, stride);
            }
        }
    }
}
