package io.dayside.notices;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where a hospital's notices go besides the pages, and who is told when nobody takes a pressing case.
 *
 * @param mail addresses
 * @param webhooks addresses that are called; signed with the hospital's secret
 * @param ladder the least time first
 */
record NoticeRule(List<String> mail, List<URI> webhooks, List<Step> ladder) {

    /** Who is told. */
    enum Tell {
        /** Specialists on shift who may read the case, were their hands free. */
        READERS,
        MANAGERS,
        /** Specialists off shift who otherwise may read it. */
        OFF_SHIFT
    }

    /** @param after complete study, pauses not counted */
    record Step(Duration after, Tell tell) {}

    /** Pages only, for hospitals that say nothing. */
    static final NoticeRule USUAL = new NoticeRule(
            List.of(),
            List.of(),
            List.of(
                    new Step(Duration.ofMinutes(5), Tell.READERS),
                    new Step(Duration.ofMinutes(10), Tell.MANAGERS),
                    new Step(Duration.ofMinutes(15), Tell.OFF_SHIFT)));

    NoticeRule {
        mail = List.copyOf(mail);
        webhooks = List.copyOf(webhooks);
        ladder = List.copyOf(ladder);
    }
}
