package io.dayside.dicom.net;

/**
 * Operations that may run at once on one association, PS3.7 D.3.3.3; 0 for any number.
 *
 * @param invoked that the sender of this asks for without waiting for answers
 * @param performed that it does at once for the other side
 */
record AsyncWindow(int invoked, int performed) {

    /** What the acceptor answers: no more than was offered and no more than its own limit. */
    AsyncWindow boundedBy(int most) {
        return new AsyncWindow(bounded(invoked, most), bounded(performed, 1));
    }

    private static int bounded(int offered, int most) {
        return offered == 0 ? most : Math.min(offered, most);
    }
}
