package io.dayside.archive.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.ContentStreamProvider;

/** Some bytes of an upload, opened once for each attempt. */
final class Part implements ContentStreamProvider, AutoCloseable {

    private final Content content;
    private final long offset;
    private final long bytes;
    private final List<InputStream> opened = new ArrayList<>();

    Part(Content content, long offset, long bytes) {
        this.content = content;
        this.offset = offset;
        this.bytes = bytes;
    }

    @Override
    public InputStream newStream() {
        try {
            var stream = content.open(offset, bytes);
            opened.add(stream);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var stream : opened) {
            stream.close();
        }
    }
}
