package io.dayside.archive;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How long nothing has come of studies. */
public interface SilentStudies {

    /**
     * @param modalities Modality (0008,0060) of each of its series
     */
    record SilentStudy(ArchivedStudy study, Set<String> modalities) {

        public SilentStudy {
            modalities = Set.copyOf(modalities);
        }
    }

    /** Of these studies, where the archive holds them, those that received nothing for longest; the longest first. */
    List<SilentStudy> longest(Collection<StudyRef> among, int limit);
}
