package io.dayside.simulation.qucad;

import java.util.ArrayList;
import java.util.List;

/** The rows of the report; a case counts to several of them. */
final class Rows {

    static final int INTERRUPTING = 0;
    static final int NON_INTERRUPTING = 1;
    static final int DISEASED = 2;
    static final int NON_DISEASED = 3;
    static final int AI_POSITIVE = 4;
    static final int AI_NEGATIVE = 5;

    private static final int MOST = 31;

    private final List<String> names = new ArrayList<>(
            List.of("interrupting", "non-interrupting", "diseased", "non-diseased", "AI-positive", "AI-negative"));

    private final boolean detailed;

    /** Diseases and groups have rows of their own where there are several. */
    Rows(QucadModel model) {
        long diseases = model.groups().stream()
                .mapToLong(group -> group.diseases().size())
                .sum();
        detailed = diseases > 1 || model.groups().size() > 1;
        if (detailed) {
            for (QucadModel.Group group : model.groups()) {
                names.add(nameOf(group));
                group.diseases().forEach(disease -> names.add(nameOf(group, disease)));
            }
        }
        if (names.size() > MOST) {
            throw new IllegalArgumentException("groups and diseases must be %d in all at most".formatted(MOST - 6));
        }
    }

    List<String> names() {
        return names;
    }

    int emergent() {
        return 1 << INTERRUPTING;
    }

    /** @param disease index in the group, negative for none */
    int of(QucadModel.Group group, int disease, boolean positive) {
        int bits = 1 << NON_INTERRUPTING;
        bits |= 1 << (disease < 0 ? NON_DISEASED : DISEASED);
        bits |= 1 << (positive ? AI_POSITIVE : AI_NEGATIVE);
        if (detailed) {
            int first = names.indexOf(nameOf(group));
            bits |= 1 << first;
            bits |= disease < 0 ? 0 : 1 << (first + 1 + disease);
        }
        return bits;
    }

    private static String nameOf(QucadModel.Group group) {
        return "group " + group.name();
    }

    private static String nameOf(QucadModel.Group group, QucadModel.Disease disease) {
        return disease.name() + " in " + group.name();
    }
}
