package io.dayside.simulation;

import java.util.List;

/** Regions times skills, numbered: cases of one kind have the same readers. */
record Kinds(List<String> regions, List<String> skills) {

    static Kinds of(Scenario scenario) {
        return new Kinds(
                scenario.streams().stream().map(CaseStream::region).distinct().toList(),
                scenario.types().stream().map(CaseType::skill).distinct().toList());
    }

    int count() {
        return regions.size() * skills.size();
    }

    int of(String region, String skill) {
        return regions.indexOf(region) * skills.size() + skills.indexOf(skill);
    }

    String region(int kind) {
        return regions.get(kind / skills.size());
    }

    String skill(int kind) {
        return skills.get(kind % skills.size());
    }

    boolean[] readBy(ScenarioReader reader) {
        boolean[] kinds = new boolean[count()];
        for (int kind = 0; kind < kinds.length; kind++) {
            kinds[kind] = reader.mayRead(region(kind), skill(kind));
        }
        return kinds;
    }
}
