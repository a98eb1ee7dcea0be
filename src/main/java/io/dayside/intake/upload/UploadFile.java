package io.dayside.intake.upload;

/**
 * One file of an upload.
 *
 * @param number from 1, ours; the only part of it that becomes a path
 * @param name as the browser says, for people
 * @param modifiedMs when it was last changed, milliseconds since 1970; with name and size it tells whether a file that
 *     is chosen again is the same
 * @param receivedBytes how many are on the disk for good
 */
record UploadFile(int number, String name, long bytes, long modifiedMs, long receivedBytes, State state) {

    enum State {
        ARRIVING,
        WHOLE,
        IMPORTED
    }
}
