package io.dayside.dicom.data;

import org.jspecify.annotations.Nullable;

/**
 * The 256 private elements of one group that a creator has reserved in a data set or item, PS3.5 7.8.1. The same
 * creator's block may lie elsewhere in the next object, so private elements are found through it.
 *
 * @param creator private creator, without padding
 * @param firstTag tag of the block's element 00, such as (0029,1100)
 */
public record PrivateBlock(String creator, int firstTag) {

    private static final int FIRST_BLOCK = 0x10;
    private static final int LAST_BLOCK = 0xFF;

    /** The creator's first block in that group of this data set or item, or null. */
    public static @Nullable PrivateBlock find(Attributes dataset, String creator, int group) {
        checkGroup(group);
        for (int block = FIRST_BLOCK; block <= LAST_BLOCK; block++) {
            if (creator.equals(dataset.getString(creatorTag(group, block)))) {
                return of(creator, group, block);
            }
        }
        return null;
    }

    /**
     * The creator's block, reserved now if need be: the first number that neither a creator nor an orphaned private
     * element uses.
     *
     * @throws IllegalStateException if all blocks of the group are taken
     */
    public static PrivateBlock reserve(Attributes dataset, String creator, int group) {
        PrivateBlock found = find(dataset, creator, group);
        if (found != null) {
            return found;
        }
        for (int block = FIRST_BLOCK; block <= LAST_BLOCK; block++) {
            PrivateBlock free = of(creator, group, block);
            if (!dataset.contains(creatorTag(group, block)) && !free.isUsed(dataset)) {
                dataset.setString(creatorTag(group, block), VR.LO, creator);
                return free;
            }
        }
        throw new IllegalStateException("all private blocks of group %04X are taken".formatted(group));
    }

    /** Who reserved the block of that private element in this data set or item; null for a standard or orphaned one. */
    public static @Nullable String creatorOf(Attributes dataset, int tag) {
        int block = tag >>> 8 & 0xFF;
        return Tag.isPrivate(tag) && block >= FIRST_BLOCK ? dataset.getString(creatorTag(Tag.group(tag), block)) : null;
    }

    /**
     * Tag of one element of the block.
     *
     * @param element its last two hexadecimal digits, as conformance statements give them in (0029,xx08)
     */
    public int tag(int element) {
        if (element < 0 || element > 0xFF) {
            throw new IllegalArgumentException("a private block has elements 00 to FF");
        }
        return firstTag | element;
    }

    private boolean isUsed(Attributes dataset) {
        return dataset.containsBetween(firstTag, tag(0xFF));
    }

    private static PrivateBlock of(String creator, int group, int block) {
        return new PrivateBlock(creator, group << 16 | block << 8);
    }

    private static int creatorTag(int group, int block) {
        return group << 16 | block;
    }

    private static void checkGroup(int group) {
        if (group % 2 == 0 || group < 0x0009 || group >= 0xFFFF) {
            throw new IllegalArgumentException("no private group: %04X".formatted(group));
        }
    }
}
