package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reads the frames of stored objects over HTTP, WADO-RS, PS3.18 10.4: each in a request, over connections that are kept. */
final class FrameReading {

    private static final String SAMPLES = "multipart/related; type=\"application/octet-stream\"";
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Frame> frames = new ArrayList<>();

    /**
     * The only frame of an object, whose pixel data are the last element of its file.
     *
     * @param path below the hospital's DICOMweb
     */
    private record Frame(Path file, String path, int bytes) {

        static Frame of(Path file) throws IOException, MalformedDataset {
            Attributes header = DicomFile.readHeader(file).dataset();
            return new Frame(
                    file,
                    "/studies/%s/series/%s/instances/%s/frames/1"
                            .formatted(
                                    header.getString(Tag.StudyInstanceUID),
                                    header.getString(Tag.SeriesInstanceUID),
                                    header.getString(Tag.SOPInstanceUID)),
                    header.getInt(Tag.Rows, 0)
                            * header.getInt(Tag.Columns, 0)
                            * header.getInt(Tag.BitsAllocated, 0)
                            / 8);
        }

        byte[] pixels() throws IOException {
            try (var in = new RandomAccessFile(file.toFile(), "r")) {
                byte[] pixels = new byte[bytes];
                in.seek(in.length() - bytes);
                in.readFully(pixels);
                return pixels;
            }
        }
    }

    FrameReading(CtRound.Sent sent) throws IOException, MalformedDataset {
        for (Path file : sent.files()) {
            frames.add(Frame.of(file));
        }
    }

    int count() {
        return frames.size();
    }

    /** Of all frames. */
    long bytes() {
        return frames.stream().mapToLong(Frame::bytes).sum();
    }

    /**
     * What one reading of all frames took.
     *
     * @param firstBytes milliseconds from each request to the first byte of its body
     * @param seconds from the first request to the last byte
     */
    record Taken(double[] firstBytes, double seconds) {}

    /** Reads all frames, divided among the connections. */
    Taken read(DicomWebAddress address, int connections) throws IOException, InterruptedException {
        List<List<Frame>> shares = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            List<Frame> share = new ArrayList<>();
            for (int j = i; j < frames.size(); j += connections) {
                share.add(frames.get(j));
            }
            shares.add(share);
        }
        List<Double> firstBytes = Collections.synchronizedList(new ArrayList<>());
        double seconds = SideBySide.seconds(shares, share -> {
            for (Frame frame : share) {
                firstBytes.add(millisToFirstByte(address, frame));
            }
        });
        return new Taken(firstBytes.stream().mapToDouble(Double::doubleValue).toArray(), seconds);
    }

    private static double millisToFirstByte(DicomWebAddress address, Frame frame) throws IOException {
        long begin = System.nanoTime();
        try (InputStream body = DicomWebAddress.body(address.open(frame.path(), SAMPLES))) {
            if (body.read() < 0) {
                throw new IOException("an answer was empty");
            }
            double millis = (System.nanoTime() - begin) / 1e6;
            if (body.transferTo(OutputStream.nullOutputStream()) < frame.bytes()) {
                throw new IOException("an answer holds no frame");
            }
            return millis;
        }
    }

    /** @throws IOException unless each frame comes as the samples that were stored */
    void check(DicomWebAddress address) throws IOException {
        for (Frame frame : frames) {
            byte[] body;
            try (InputStream in = DicomWebAddress.body(address.open(frame.path(), SAMPLES))) {
                body = in.readAllBytes();
            }
            int start = endOfHeaders(body);
            byte[] pixels = Arrays.copyOfRange(body, start, Math.min(body.length, start + frame.bytes()));
            if (!Arrays.equals(pixels, frame.pixels())) {
                throw new IOException("a frame came otherwise than it was stored");
            }
        }
    }

    private static int endOfHeaders(byte[] body) throws IOException {
        for (int i = 0; i + END_OF_HEADERS.length <= body.length; i++) {
            if (Arrays.equals(body, i, i + END_OF_HEADERS.length, END_OF_HEADERS, 0, END_OF_HEADERS.length)) {
                return i + END_OF_HEADERS.length;
            }
        }
        throw new IOException("an answer has no parts");
    }
}
