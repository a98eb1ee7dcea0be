package io.dayside.dicomweb;

import io.dayside.dicom.data.StreamedDataset.Piece;
import io.dayside.dicom.web.MediaRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bulk data that came beside descriptions, PS3.18 8.6.1.2: found by what their {@code Content-Location} says and by
 * nothing else. No address is ever followed.
 */
final class BulkParts {

    private final Map<String, List<Bulk>> byLocation = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private int withoutLocation;

    /** One part, kept on the disk. */
    record Bulk(MediaRange type, Spool.Kept kept) {

        Piece piece() {
            return new Piece(kept.bytes(), kept::open);
        }

        byte[] bytes() throws IOException {
            try (var in = kept.open()) {
                return in.readAllBytes();
            }
        }
    }

    void add(String location, Bulk bulk) {
        if (location.isEmpty()) {
            withoutLocation++;
        } else {
            byLocation.computeIfAbsent(location, _ -> new ArrayList<>()).add(bulk);
        }
    }

    /** Parts under that address in the order in which they came, which count as named from now on. */
    List<Bulk> named(String uri) {
        named.add(uri);
        return byLocation.getOrDefault(uri, List.of());
    }

    /** Bytes under that address. */
    long bytes(String uri) {
        return byLocation.getOrDefault(uri, List.of()).stream()
                .mapToLong(bulk -> bulk.kept().bytes())
                .sum();
    }

    /** How many parts no description named. */
    int unused() {
        return withoutLocation
                + byLocation.entrySet().stream()
                        .filter(entry -> !named.contains(entry.getKey()))
                        .mapToInt(entry -> entry.getValue().size())
                        .sum();
    }
}
