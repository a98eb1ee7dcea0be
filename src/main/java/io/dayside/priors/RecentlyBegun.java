package io.dayside.priors;

import io.dayside.archive.StudyRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Studies about which nothing need be asked at each of their instances, those of which something came last. */
final class RecentlyBegun {

    /** More than arrive side by side. */
    static final int MOST = 2_000;

    private final Set<StudyRef> studies =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {

                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<StudyRef, Boolean> eldest) {
                    return size() > MOST;
                }
            }));

    boolean contains(StudyRef study) {
        return studies.contains(study);
    }

    void add(StudyRef study) {
        studies.add(study);
    }

    void remove(StudyRef study) {
        studies.remove(study);
    }
}
