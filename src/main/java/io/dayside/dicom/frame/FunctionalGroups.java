package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes of one frame of an enhanced object, PS3.3 C.7.6.16. */
public final class FunctionalGroups {

    private FunctionalGroups() {}

    /** The group's item for the frame, the one shared by all frames, or the object itself. */
    public static Attributes find(Attributes dataset, int frame, int groupTag) {
        List<Attributes> perFrame = dataset.getSequence(Tag.PerFrameFunctionalGroupsSequence);
        Attributes own = frame < perFrame.size() ? perFrame.get(frame).getItem(groupTag) : null;
        if (own != null) {
            return own;
        }
        Attributes shared = itemOf(dataset.getItem(Tag.SharedFunctionalGroupsSequence), groupTag);
        return shared == null ? dataset : shared;
    }

    private static @Nullable Attributes itemOf(@Nullable Attributes groups, int groupTag) {
        return groups == null ? null : groups.getItem(groupTag);
    }
}
