package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.PrivateBlock;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Private elements known to be safe: of PS3.15 Table E.3.10-1 those without which PET uptake and MR diffusion cannot be
 * computed. All others are removed.
 */
final class SafePrivate {

    private static final Map<Key, Set<Integer>> SAFE = Map.of(
            new Key("Philips PET Private Group", 0x7053), Set.of(0x00, 0x09),
            new Key("SIEMENS MR HEADER", 0x0019), Set.of(0x0C, 0x0D, 0x0E, 0x27));

    private SafePrivate() {}

    private record Key(String creator, int group) {}

    /** Tags of the safe elements of this level and of the creators that name them. */
    static Set<Integer> tagsOf(Attributes dataset) {
        Set<Integer> tags = new HashSet<>();
        for (Element element : dataset) {
            int tag = element.tag();
            String creator = PrivateBlock.creatorOf(dataset, tag);
            if (creator == null || element instanceof Sequence) {
                continue;
            }
            Set<Integer> safe = SAFE.getOrDefault(new Key(creator, Tag.group(tag)), Set.of());
            if (safe.contains(tag & 0xFF)) {
                tags.add(tag);
                tags.add((tag & 0xFFFF0000) | (tag >>> 8 & 0xFF));
            }
        }
        return tags;
    }
}
