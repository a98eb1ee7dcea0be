package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.ByteCursor;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.Picture;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes one JPEG stream, without conversion of colours. */
public final class JpegStreamDecoder {

    /**
     * Six scans over the largest picture, of four million blocks, or 24 over one of 64 megapixels. Twice as many took a
     * loaded machine more than the two seconds of processor time that a frame may have.
     */
    private static final long MAX_BLOCKS = 24L * 1024 * 1024;

    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int QUANTISATION_TABLES = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int ADOBE = 0xEE;

    private final byte[] stream;
    private final Expected expected;
    private final ByteCursor in;
    private final int[][] quantisation = new int[4][64];
    private final @Nullable HuffmanTable[] dcTables = new HuffmanTable[4];
    private final @Nullable HuffmanTable[] acTables = new HuffmanTable[4];
    private final Set<Component> seen = new HashSet<>();
    private short[] pixels = {};
    private @Nullable JpegFrame frame;
    private int restartInterval;
    private int adobeTransform = -1;
    private int scans;
    private long blocks;

    private JpegStreamDecoder(byte[] stream, Expected expected) {
        this.stream = stream;
        this.expected = expected;
        in = new ByteCursor(stream);
    }

    /**
     * What a stream holds.
     *
     * @param adobeTransform colour transform of the APP14 segment: 0 none, 1 luminance and chrominance; -1 without one
     * @param subsampled whether a component had fewer samples than the picture has pixels
     */
    public record Decoded(Picture picture, int adobeTransform, boolean subsampled) {}

    /** Work is bounded by the expected size, a number of scans and the length of the stream. */
    public static Decoded decode(byte[] stream, Expected expected) throws BrokenStream {
        return new JpegStreamDecoder(stream, expected).decode();
    }

    private Decoded decode() throws BrokenStream {
        if (in.marker() != START_OF_IMAGE) {
            throw new BrokenStream("frame is no JPEG stream");
        }
        while (!isComplete()) {
            int marker = in.marker();
            if (marker == END_OF_IMAGE) {
                break;
            }
            segment(marker);
        }
        JpegFrame whole = frame();
        if (seen.size() < whole.components().size()) {
            throw new BrokenStream("JPEG stream lacks a component");
        }
        finish(whole);
        Picture picture =
                new Picture(whole.rows(), whole.columns(), whole.components().size(), whole.bits(), pixels);
        return new Decoded(picture, adobeTransform, whole.isSubsampled());
    }

    /** Progressive streams end at their last marker, or where the bytes do. */
    private boolean isComplete() {
        if (frame == null || seen.size() < frame.components().size()) {
            return false;
        }
        return frame.process() != JpegFrame.PROGRESSIVE || in.left() < 2;
    }

    private JpegFrame frame() throws BrokenStream {
        if (frame == null) {
            throw new BrokenStream("JPEG stream has no frame header");
        }
        return frame;
    }

    private void segment(int marker) throws BrokenStream {
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            return;
        }
        ByteCursor segment = in.segment();
        switch (marker) {
            case HUFFMAN_TABLES -> huffmanTables(segment);
            case QUANTISATION_TABLES -> quantisationTables(segment);
            case RESTART_INTERVAL -> restartInterval = segment.u16();
            case START_OF_SCAN -> scan(segment);
            case ADOBE -> adobe(segment);
            default -> {
                if (marker >= 0xC0 && marker <= 0xCF) {
                    frame(marker, segment);
                }
            }
        }
    }

    private void frame(int marker, ByteCursor segment) throws BrokenStream {
        if (frame != null) {
            throw new BrokenStream("JPEG stream has two frame headers");
        }
        JpegFrame header = JpegFrame.read(marker, segment, expected);
        pixels = new short[expected.samples()];
        if (marker != JpegFrame.LOSSLESS) {
            for (Component component : header.components()) {
                int size = component.blockRows * component.blockColumns * 64;
                component.plane = new short[size];
                component.coefficients = new short[marker == JpegFrame.PROGRESSIVE ? size : 0];
            }
        }
        frame = header;
    }

    private void huffmanTables(ByteCursor segment) throws BrokenStream {
        while (segment.left() > 0) {
            int target = segment.u8();
            HuffmanTable table = HuffmanTable.read(segment);
            (target >> 4 == 0 ? dcTables : acTables)[target & 3] = table;
        }
    }

    private void quantisationTables(ByteCursor segment) throws BrokenStream {
        while (segment.left() > 0) {
            int target = segment.u8();
            int[] steps = new int[64];
            for (int k = 0; k < steps.length; k++) {
                steps[ZigZag.natural(k)] = target >> 4 == 0 ? segment.u8() : segment.u16();
            }
            quantisation[target & 3] = steps;
        }
    }

    private void adobe(ByteCursor segment) throws BrokenStream {
        if (segment.left() >= 12 && segment.u8() == 'A') {
            segment.moveTo(segment.position() + 10);
            adobeTransform = segment.u8();
        }
    }

    private void scan(ByteCursor segment) throws BrokenStream {
        JpegFrame header = frame();
        if (++scans > expected.limits().maxScans()) {
            throw new BrokenStream("JPEG stream has too many scans");
        }
        Scan scan = Scan.read(segment, header, dcTables, acTables);
        EntropyReader reader = new EntropyReader(stream, in.position());
        switch (header.process()) {
            case JpegFrame.LOSSLESS -> new LosslessScan(header, scan, reader, restartInterval, pixels).decode();
            case JpegFrame.PROGRESSIVE -> blocks(header, scan, reader, new ProgressiveBlocks(reader, scan));
            default ->
                blocks(header, scan, reader, new SequentialBlocks(reader, quantisation, new InverseDct(header.bits())));
        }
        seen.addAll(scan.components());
        in.moveTo(reader.end());
    }

    private void blocks(JpegFrame header, Scan scan, EntropyReader reader, BlockScan.BlockDecoder decoder)
            throws BrokenStream {
        for (Component component : scan.components()) {
            blocks += (long) component.blockRows * component.blockColumns;
        }
        if (blocks > MAX_BLOCKS) {
            throw new BrokenStream("JPEG stream has more scans than its size allows");
        }
        new BlockScan(header, scan, reader, decoder, restartInterval).decode();
    }

    private void finish(JpegFrame whole) {
        if (whole.process() == JpegFrame.LOSSLESS) {
            return;
        }
        for (int place = 0; place < whole.components().size(); place++) {
            Component component = whole.components().get(place);
            if (whole.process() == JpegFrame.PROGRESSIVE) {
                ProgressiveBlocks.finish(component, quantisation[component.quantisation], new InverseDct(whole.bits()));
            }
            Upsampling.spread(component, whole, pixels, place);
        }
    }
}
