/** Copies of stored files in an S3 bucket. Start at {@link Bucket}. */
@NullMarked
package io.dayside.archive.s3;

import org.jspecify.annotations.NullMarked;
