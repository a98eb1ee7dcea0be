package io.dayside.workbench;

import io.dayside.simulation.CaseStream;
import io.dayside.simulation.CaseType;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.ScenarioReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The floor of {@link RoutingInstance} with two skills that few have: MR of the head, a sixth of the work, is read by six of
 * 24, and CT of children, a twelfth of it taken from CT of the body, by four. They have all licences, and read what they read
 * before besides, so that others' cases can keep them from what only they may read.
 */
final class ScarceInstance {

    static final Set<String> SCARCE = Set.of("neuroradiology", "paediatric");

    private static final Map<String, Set<Integer>> WHO =
            Map.of("neuroradiology", Set.of(1, 4, 8, 10, 17, 22), "paediatric", Set.of(0, 7, 13, 19));

    private static final String MR_HEAD = "MR head";
    private static final String CT_BODY = "CT body";
    private static final String CT_CHILD = "CT child";
    private static final double CHILDREN = 0.05;

    private ScarceInstance() {}

    static Scenario of(Scenario usual) {
        return new Scenario(
                usual.start(),
                usual.days(),
                usual.warmUpDays(),
                usual.classes(),
                types(usual),
                usual.streams().stream().map(ScarceInstance::stream).toList(),
                readers(usual),
                usual.behaviour());
    }

    private static List<CaseType> types(Scenario usual) {
        List<CaseType> types = new ArrayList<>();
        for (CaseType type : usual.types()) {
            boolean scarce = type.name().equals(MR_HEAD);
            types.add(scarce ? new CaseType(MR_HEAD, "neuroradiology", type.time(), type.finding()) : type);
            if (type.name().equals(CT_BODY)) {
                types.add(new CaseType(CT_CHILD, "paediatric", type.time(), Optional.empty()));
            }
        }
        return types;
    }

    private static CaseStream stream(CaseStream usual) {
        Map<String, Double> shares = new TreeMap<>(usual.types());
        shares.merge(CT_BODY, -CHILDREN, Double::sum);
        shares.put(CT_CHILD, CHILDREN);
        return new CaseStream(
                usual.name(),
                usual.region(),
                usual.zone(),
                usual.casesPerDay(),
                usual.shape(),
                shares,
                usual.classes(),
                usual.replayed());
    }

    private static List<ScenarioReader> readers(Scenario usual) {
        Set<String> everywhere = new TreeSet<>();
        usual.streams().forEach(stream -> everywhere.add(stream.region()));
        List<ScenarioReader> readers = new ArrayList<>();
        for (ScenarioReader reader : usual.readers()) {
            Set<String> skills = new TreeSet<>(reader.skills());
            WHO.forEach((skill, who) -> {
                if (who.contains(readers.size())) {
                    skills.add(skill);
                }
            });
            boolean has = skills.size() > reader.skills().size();
            readers.add(new ScenarioReader(
                    reader.name(),
                    reader.zone(),
                    has ? everywhere : reader.regions(),
                    skills,
                    reader.factor(),
                    reader.shifts()));
        }
        return readers;
    }
}
