package io.dayside.archive.s3;

import java.io.IOException;

/** S3 could not be asked or did not answer whole: away, slow, cut off, or refusing. Nothing is known of the object. */
public final class BucketUnreachable extends IOException {

    private static final long serialVersionUID = 1L;

    BucketUnreachable(String problem) {
        super("S3: " + problem);
    }

    BucketUnreachable(Throwable cause) {
        super("S3: " + describe(cause), cause);
    }

    private static String describe(Throwable cause) {
        return cause instanceof software.amazon.awssdk.services.s3.model.S3Exception answer
                ? "status " + answer.statusCode()
                : cause.getClass().getSimpleName();
    }
}
