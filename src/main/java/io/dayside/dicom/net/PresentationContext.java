package io.dayside.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an association may carry: a SOP class and transfer syntaxes for it, the preferred one first.
 *
 * @param id odd, 1 to 255; PS3.8 9.3.2.2
 */
public record PresentationContext(int id, String abstractSyntax, List<String> transferSyntaxes) {

    private static final int MAX_CONTEXTS = 128;

    public PresentationContext {
        if (id < 1 || id > 255 || id % 2 == 0) {
            throw new IllegalArgumentException("context id must be odd and at most 255, was " + id);
        }
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** One context for each pair of SOP class and transfer syntax, so that each pair is answered on its own. */
    public static List<PresentationContext> forEach(Map<String, ? extends Set<String>> syntaxesByClass) {
        List<PresentationContext> contexts = new ArrayList<>();
        syntaxesByClass.forEach((sopClass, syntaxes) -> {
            for (String syntax : syntaxes) {
                if (contexts.size() == MAX_CONTEXTS) {
                    throw new IllegalArgumentException("an association has at most 128 contexts");
                }
                contexts.add(new PresentationContext(contexts.size() * 2 + 1, sopClass, List.of(syntax)));
            }
        });
        return List.copyOf(contexts);
    }

    /** A single context with id 1. */
    public static List<PresentationContext> single(String abstractSyntax, String... transferSyntaxes) {
        return List.of(new PresentationContext(1, abstractSyntax, List.of(transferSyntaxes)));
    }
}
