package io.dayside.simulation.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dayside.simulation.ContractTerms;
import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.WhatIf;
import io.dayside.simulation.qucad.QucadModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationFileTests {

    private static final Path DOCS = Path.of("docs", "simulation");

    private static String text(String name) throws Exception {
        return Files.readString(DOCS.resolve(name));
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(InvalidFile.class, () -> SimulationFile.read(yaml))
                .problems();
    }

    @Test
    void theExampleOfTheDocumentsRuns() throws Exception {
        var floors = (SimulationFile.Floors) SimulationFile.read(text("two-sites.yaml"));
        var experiment = floors.experiment();
        assertThat(experiment.seeds()).hasSize(10).startsWith(1L);
        var scenario = experiment.variants().getFirst().scenario();
        assertThat(scenario.readers())
                .extracting("name")
                .contains("early 1", "far 2")
                .hasSize(6);
        assertThat(scenario.types().getLast().time()).isEqualTo(new ReadingTime.Gamma(3, 4));
        assertThat(experiment.variants().get(2).scenario().readers()).hasSize(7);
        var outcomes = new WhatIf(experiment.variants(), List.of(1L, 2L)).run();
        assertThat(outcomes)
                .hasSize(4)
                .allSatisfy(outcome -> assertThat(outcome.unfinished()).isZero());
        assertThat(outcomes.get(2).group("critical").mean().mean())
                .isLessThan(outcomes.get(1).group("critical").mean().mean());
    }

    @Test
    void theManualsExampleIsTheModelOfTheOptions() throws Exception {
        var qucad = (SimulationFile.Qucad) SimulationFile.read(text("qucad-manual.yaml"));
        assertThat(qucad.run().model())
                .isEqualTo(QucadModel.of(0.8, 2, 0.1, new QucadModel.Minutes(5, 10, 10), true, 0.1, 0.9, 0.1, 0));
    }

    @Test
    void severalGroupsAndModelsAreRead() throws Exception {
        var qucad = (SimulationFile.Qucad) SimulationFile.read("""
                kind: qucad
                traffic: 0.8
                preemptive: false
                groups:
                  - {name: CT, share: 0.5, minutesNonDiseased: 10, diseases: [{name: A, rank: 1, prevalence: 0.4, minutes: 12}]}
                  - {name: MR, share: 0.5, minutesNonDiseased: 9}
                models:
                  - {name: one, group: CT, disease: A, sensitivity: 0.9, falsePositives: 0.3, turnaroundMinutes: 2}
                """);
        var model = qucad.run().model();
        assertThat(model.preemptive()).isFalse();
        assertThat(model.groups()).extracting(QucadModel.Group::name).containsExactly("CT", "MR");
        assertThat(model.models()).containsExactly(new QucadModel.Model("one", "CT", "A", 0.9, 0.3, 2));
    }

    @Test
    void aReaderMayHaveAContract() throws Exception {
        var withContract = text("two-sites.yaml")
                .replace("factor: 1.1", "factor: 1.1\n    contract: {hoursPerWeek: 40, casesPerDay: 61}");
        var scenario = ((SimulationFile.Floors) SimulationFile.read(withContract))
                .experiment()
                .variants()
                .getFirst()
                .scenario();

        assertThat(scenario.readers())
                .extracting(ScenarioReader::contract)
                .contains(new ContractTerms(40, 10_000, 61))
                .containsNull();
        assertThat(problems(withContract
                        .replace("hoursPerWeek: 40", "hoursPerWeek: 169")
                        .replace("casesPerDay: 61", "casesPerDay: none, overtime: 5")))
                .anySatisfy(line -> assertThat(line).contains("readers[2].contract.hoursPerWeek"))
                .anySatisfy(line -> assertThat(line).contains("readers[2].contract.casesPerDay"))
                .anySatisfy(line -> assertThat(line).contains("readers[2].contract.overtime is no known field"))
                .hasSize(3);
    }

    @Test
    void everyMistakeIsNamedWithItsLineAndField() throws Exception {
        var wrong = text("two-sites.yaml")
                .replace("limit: 60m", "limit: soon")
                .replace("mean: 15", "mean: -1")
                .replace("zone: Europe/London\n    casesPerDay", "zone: Europe/Londres\n    casesPerDay")
                .replace("factor: 1.1", "facter: 1.1")
                .replace("policy: class-then-age-pull", "policy: guess");
        assertThat(problems(wrong))
                .anySatisfy(line -> assertThat(line).startsWith("line 9: classes[1].limit must be a duration"))
                .anySatisfy(line -> assertThat(line).startsWith("line 18: types[1].time.mean must be a number"))
                .anySatisfy(line -> assertThat(line).contains("streams[0].zone must be a time zone"))
                .anySatisfy(line -> assertThat(line).contains("readers[2].facter is no known field"))
                .anySatisfy(line -> assertThat(line).contains("variants[0].policy must be dayside or one of"))
                .hasSize(5);
    }

    @Test
    void whatContradictsItselfIsNamed() throws Exception {
        assertThat(problems(text("two-sites.yaml").replace("regions: [GB, NZ]", "regions: [GB]")))
                .singleElement()
                .asString()
                .contains("nobody may read", "NZ");
        assertThat(problems(text("two-sites.yaml").replace("raisesTo: critical", "raisesTo: dire")))
                .singleElement()
                .asString()
                .contains("raises to dire");
        assertThat(problems(text("two-sites.yaml")
                        .replaceFirst("casesPerDay: [0-9.]+", "arrivals: ['2026-03-10T10:00:00Z']")))
                .as("the same arrivals cannot be a fifth more")
                .singleElement()
                .asString()
                .contains("arrivals cannot change streams that are replayed");
        assertThat(problems(text("qucad-manual.yaml").replace("readers: 2", "readers: 2\nreaders: 3")))
                .anySatisfy(line -> assertThat(line).contains("readers appears twice"));
        assertThat(problems(text("qucad-manual.yaml").replace("traffic: 0.8", "traffic: 1")))
                .singleElement()
                .asString()
                .contains("traffic must be above 0 and below 1");
    }

    @Test
    void whatIsNoSimulationIsRefused() {
        assertThat(problems("[")).singleElement().asString().startsWith("line ").contains("no YAML");
        assertThat(problems("- a")).containsExactly("line 1: must be an object with a field kind");
        assertThat(problems("kind: dream")).containsExactly("line 1: kind must be scenario or qucad");
        assertThat(problems("")).hasSize(1);
    }
}
