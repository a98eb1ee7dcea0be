package io.dayside.archive.s3;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that are to be uploaded, from any place and as often as an attempt has to be repeated. */
public interface Content {

    InputStream open(long offset, long bytes) throws IOException;
}
