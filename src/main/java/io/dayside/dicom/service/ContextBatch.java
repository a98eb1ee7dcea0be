package io.dayside.dicom.service;

import io.dayside.dicom.net.PresentationContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects that one association can carry: it has at most 128 contexts, one for each pair of class and syntax. */
record ContextBatch(List<Retrievable> objects, List<PresentationContext> contexts) {

    private static final int MAX_CONTEXTS = 128;

    static List<ContextBatch> divide(List<? extends Retrievable> objects) {
        List<ContextBatch> batches = new ArrayList<>();
        List<Retrievable> batch = new ArrayList<>();
        Map<String, Set<String>> pairs = new LinkedHashMap<>();
        for (Retrievable object : objects) {
            if (!batch.isEmpty() && count(pairs) + countNew(object, pairs) > MAX_CONTEXTS) {
                batches.add(new ContextBatch(List.copyOf(batch), PresentationContext.forEach(pairs)));
                batch.clear();
                pairs.clear();
            }
            batch.add(object);
            add(object, pairs);
        }
        if (!batch.isEmpty()) {
            batches.add(new ContextBatch(List.copyOf(batch), PresentationContext.forEach(pairs)));
        }
        return batches;
    }

    /** As many of the object's pairs as still fit. */
    private static void add(Retrievable object, Map<String, Set<String>> pairs) {
        Set<String> syntaxes = pairs.computeIfAbsent(object.sopClassUid(), _ -> new LinkedHashSet<>());
        for (String syntax : object.transferSyntaxUids()) {
            if (count(pairs) < MAX_CONTEXTS) {
                syntaxes.add(syntax);
            }
        }
    }

    /** Pairs of the object that are not there yet. */
    private static int countNew(Retrievable object, Map<String, Set<String>> pairs) {
        Set<String> syntaxes = new HashSet<>(object.transferSyntaxUids());
        syntaxes.removeAll(pairs.getOrDefault(object.sopClassUid(), Set.of()));
        return syntaxes.size();
    }

    private static int count(Map<String, Set<String>> pairs) {
        return pairs.values().stream().mapToInt(Set::size).sum();
    }
}
