package io.dayside.tenancy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the reviewed files in {@code tenant-config/} what runs. All of them or nothing. */
@Service
public class TenantConfiguration {

    private final HospitalPart hospitals;
    private final ObjectProvider<ConfigurationPart> parts;
    private final TransactionTemplate transaction;
    private final HospitalRows rows;

    TenantConfiguration(
            HospitalPart hospitals,
            ObjectProvider<ConfigurationPart> parts,
            PlatformTransactionManager transactions,
            HospitalRows rows) {
        this.hospitals = hospitals;
        this.parts = parts;
        this.transaction = new TransactionTemplate(transactions);
        this.rows = rows;
    }

    /**
     * The differences between the files and what runs, one line each.
     *
     * @throws InvalidConfiguration naming every problem of every file
     */
    public List<String> plan(Path folder) throws InvalidConfiguration {
        return inOneTransaction(folder, false);
    }

    /**
     * Applies the files in one transaction and returns the differences that were.
     *
     * @throws InvalidConfiguration naming every problem of every file; nothing was applied
     */
    public List<String> apply(Path folder) throws InvalidConfiguration {
        return inOneTransaction(folder, true);
    }

    private List<String> inOneTransaction(Path folder, boolean apply) throws InvalidConfiguration {
        var problems = new ConfigurationProblems();
        var documents = ConfigurationFiles.load(folder, problems).stream()
                .collect(Collectors.groupingBy(ConfigurationDocument::kind));
        var declared = HospitalReader.read(documents.getOrDefault(HospitalPart.KIND, List.of()), problems);
        refuseUnknownKinds(documents, problems);
        var changes = TenantScope.call(
                visible(declared),
                () -> transaction.execute(status -> {
                    rows.lock();
                    var plans = plans(documents, declared, problems);
                    if (problems.isEmpty() && apply) {
                        apply(plans);
                    } else {
                        status.setRollbackOnly();
                    }
                    return lines(plans);
                }));
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return changes;
    }

    private void apply(List<ConfigurationPart.Plan> plans) {
        plans.forEach(ConfigurationPart.Plan::apply);
        if (!lines(plans).isEmpty()) {
            rows.nextVersion();
        }
    }

    private static List<String> lines(List<ConfigurationPart.Plan> plans) {
        return plans.stream().flatMap(plan -> plan.changes().stream()).toList();
    }

    private List<ConfigurationPart.Plan> plans(
            Map<String, List<ConfigurationDocument>> documents,
            List<Hospital> declared,
            ConfigurationProblems problems) {
        var plans = new ArrayList<ConfigurationPart.Plan>();
        plans.add(hospitals.plan(declared, problems));
        parts.orderedStream()
                .forEach(part ->
                        plans.add(part.plan(documents.getOrDefault(part.kind(), List.of()), declared, problems)));
        return plans;
    }

    private void refuseUnknownKinds(
            Map<String, List<ConfigurationDocument>> documents, ConfigurationProblems problems) {
        var known = parts.stream().map(ConfigurationPart::kind).collect(Collectors.toSet());
        documents.forEach((kind, ofKind) -> {
            if (!kind.equals(HospitalPart.KIND) && !known.contains(kind)) {
                ofKind.forEach(document -> problems.add(document.where(), "kind '" + kind + "' is unknown"));
            }
        });
    }

    /** The hospitals of the files, those in service, which may be about to leave it, and the platform. */
    private Set<TenantId> visible(List<Hospital> declared) {
        return Stream.concat(
                        Stream.of(TenantId.PLATFORM),
                        Stream.concat(declared.stream(), rows.inService().stream())
                                .map(Hospital::id))
                .collect(Collectors.toSet());
    }
}
