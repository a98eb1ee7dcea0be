package io.dayside.dicom.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** A line that is cut after some text. */
public final class FailingInput extends InputStream {

    public static final String MESSAGE = "the line is cut";

    private FailingInput() {}

    public static InputStream after(String text) {
        return new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new FailingInput());
    }

    @Override
    public int read() throws IOException {
        throw new IOException(MESSAGE);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        throw new IOException(MESSAGE);
    }
}
