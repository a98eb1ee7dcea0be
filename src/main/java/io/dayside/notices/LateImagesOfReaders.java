package io.dayside.notices;

import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import io.dayside.collaboration.ImagesAfterReading;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells who has read a case that others read after them of images that came since. */
@Component
class LateImagesOfReaders {

    private final NoticeBoard board;
    private final Cases cases;
    private final Tenants tenants;
    private final Clock clock;

    LateImagesOfReaders(NoticeBoard board, Cases cases, Tenants tenants, Clock clock) {
        this.board = board;
        this.cases = cases;
        this.tenants = tenants;
        this.clock = clock;
    }

    @EventListener
    void on(ImagesAfterReading event) {
        cases.find(event.id()).ifPresent(work -> tell(work, event.readers()));
    }

    private void tell(Case work, Set<String> readers) {
        var id = work.id();
        board.post(new Notice(
                id.tenant(),
                Ids.next(),
                Notice.Kind.IMAGES_AFTER_READING,
                "case:" + id.id(),
                "More images of %s of %s came after you had signed. Whoever reads it next sees them; what you wrote stays as it is."
                        .formatted(work.number(), tenants.get(id.tenant()).name()),
                "/signed/%s/%s".formatted(id.tenant().code(), id.id()),
                Set.of(),
                readers,
                clock.instant()));
    }
}
