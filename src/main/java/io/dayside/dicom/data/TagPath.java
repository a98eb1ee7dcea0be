package io.dayside.dicom.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Where a reader is: tags from the top down with the numbers of their items. */
public final class TagPath {

    private static final int SHOWN_LEVELS = 8;

    private final Deque<int[]> levels = new ArrayDeque<>();

    public void enter(int tag) {
        levels.addLast(new int[] {tag, 0});
    }

    public void nextItem() {
        levels.getLast()[1]++;
    }

    public void leave() {
        levels.removeLast();
    }

    /** The whole path for an address: tags in hexadecimal and numbers of items, from 1, {@code 54000100/1/54001010}. */
    public String toUri() {
        StringBuilder text = new StringBuilder();
        for (int[] level : levels) {
            text.append(text.isEmpty() ? "" : "/").append("%08X".formatted(level[0]));
            if (level != levels.getLast()) {
                text.append('/').append(level[1]);
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Iterator<int[]> all = levels.iterator();
        for (int shown = 0; all.hasNext(); shown++) {
            if (shown == SHOWN_LEVELS) {
                return text.append(".…").toString();
            }
            int[] level = all.next();
            text.append(shown == 0 ? "" : ".").append(Tag.toString(level[0]));
            if (level[1] > 0) {
                text.append('[').append(level[1]).append(']');
            }
        }
        return text.toString();
    }
}
