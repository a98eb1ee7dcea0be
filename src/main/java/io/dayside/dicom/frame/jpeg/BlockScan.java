package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;

/** Walks the blocks of one scan in the order of ISO 10918-1 A.2, with restarts. */
final class BlockScan {

    /** Decodes one block. */
    interface BlockDecoder {

        /** The block at {@code row, column} of the component's blocks. */
        void decode(Component component, int row, int column) throws BrokenStream;

        /** Forgets what earlier blocks foretold. */
        void reset();
    }

    private final JpegFrame frame;
    private final Scan scan;
    private final EntropyReader in;
    private final BlockDecoder decoder;
    private final int restartInterval;

    BlockScan(JpegFrame frame, Scan scan, EntropyReader in, BlockDecoder decoder, int restartInterval) {
        this.frame = frame;
        this.scan = scan;
        this.in = in;
        this.decoder = decoder;
        this.restartInterval = restartInterval;
    }

    void decode() throws BrokenStream {
        boolean single = scan.components().size() == 1;
        Component only = scan.components().getFirst();
        int rows = single ? JpegFrame.divided(only.rows, 8) : frame.unitRows();
        int columns = single ? JpegFrame.divided(only.columns, 8) : frame.unitColumns();
        reset();
        int unit = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, unit++) {
                if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
                    in.restart(unit / restartInterval - 1);
                    reset();
                }
                if (single) {
                    decoder.decode(only, row, column);
                } else {
                    unit(row, column);
                }
            }
        }
    }

    private void unit(int row, int column) throws BrokenStream {
        for (Component component : scan.components()) {
            for (int v = 0; v < component.vertical; v++) {
                for (int h = 0; h < component.horizontal; h++) {
                    decoder.decode(component, row * component.vertical + v, column * component.horizontal + h);
                }
            }
        }
    }

    private void reset() {
        for (Component component : scan.components()) {
            component.prediction = 0;
        }
        decoder.reset();
    }
}
