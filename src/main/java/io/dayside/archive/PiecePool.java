package io.dayside.archive;

import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingDeque;

/** Memory in pieces that is used again, the last first: what the processor still has at hand need not be fetched. */
final class PiecePool {

    static final int PIECE_BYTES = 64 * 1024;

    private final LinkedBlockingDeque<ByteBuffer> free;

    /** @param most pieces that are kept; who finds none has new ones */
    PiecePool(int most) {
        this.free = new LinkedBlockingDeque<>(most);
    }

    /** A piece with whatever was in it, all of it to be written. */
    ByteBuffer take() {
        var piece = free.pollFirst();
        return piece == null ? ByteBuffer.allocate(PIECE_BYTES) : piece.clear();
    }

    /** To be called once by whoever took it, who must not look at it again. */
    void giveBack(ByteBuffer piece) {
        var _ = free.offerFirst(piece);
    }
}
