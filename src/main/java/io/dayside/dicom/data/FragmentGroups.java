package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tells which fragments are which frame's, by the offset table or by the marker that JPEG images start with. */
final class FragmentGroups {

    private FragmentGroups() {}

    /**
     * @param fragments all but the first item
     * @return of each frame its fragments
     */
    static List<List<FragmentPlace>> of(List<FragmentPlace> fragments, PixelLayout layout) throws MalformedDataset {
        int frames = layout.frames();
        if (frames == 1) {
            return List.of(List.copyOf(fragments));
        }
        List<Integer> starts =
                fragments.size() == frames ? IntStream.range(0, frames).boxed().toList() : starts(fragments, layout);
        if (starts.size() != frames) {
            throw PixelElement.malformed(
                    Problem.BAD_VALUE,
                    fragments.isEmpty() ? 0 : fragments.getFirst().offset());
        }
        List<List<FragmentPlace>> groups = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) {
            groups.add(List.copyOf(
                    fragments.subList(starts.get(i), i + 1 < frames ? starts.get(i + 1) : fragments.size())));
        }
        return groups;
    }

    private static List<Integer> starts(List<FragmentPlace> fragments, PixelLayout layout) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < fragments.size(); i++) {
            long position = fragments.get(i).offset() - fragments.getFirst().offset();
            boolean first = layout.hasOffsets()
                    ? starts.size() < layout.frames() && layout.offsets()[starts.size()] == position
                    : fragments.get(i).startsImage();
            if (first) {
                starts.add(i);
            }
        }
        return starts.isEmpty() || starts.getFirst() != 0 ? List.of() : starts;
    }
}
