package io.dayside.collaboration;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What whoever holds a case asks one colleague while they keep it.
 *
 * @param asker username of who holds the case
 * @param asked username of the colleague
 * @param words what the colleague answered or why they did not; of one that was withdrawn, why; empty while it is open
 * @param endedAt absent while it is open
 * @param version from 1, one more with each change
 */
public record Opinion(
        CaseId caseId,
        UUID id,
        String asker,
        String asked,
        String question,
        Instant askedAt,
        State state,
        String words,
        @Nullable Instant endedAt,
        int version) {

    public static final int LONGEST_QUESTION = 1000;
    public static final int LONGEST_ANSWER = 2000;

    public enum State {
        ASKED,
        ANSWERED,
        DECLINED,
        WITHDRAWN
    }

    public boolean open() {
        return state == State.ASKED;
    }

    Opinion ended(State how, String said, Instant at) {
        return new Opinion(caseId, id, asker, asked, question, askedAt, how, said, at, version + 1);
    }
}
