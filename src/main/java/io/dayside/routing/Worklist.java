package io.dayside.routing;

import java.util.List;

/** What a specialist may read, in the order in which it should be read. */
public interface Worklist {

    /** Cases that {@code username} may read now and those they hold, the next one first. */
    List<WorklistEntry> of(String username);
}
