package io.dayside.audit;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the audit trail. */
@Command(name = "audit", description = "Prove the audit trail (audit verify).", mixinStandardHelpOptions = true)
public final class AuditCommand implements DaysideCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: ./dayside audit verify");
    }

    /** Exit code 0 when every chain is whole, 1 otherwise. */
    @Command(
            name = "verify",
            description = "Prove every tenant's chain and every noted checkpoint, or name the first broken entry.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            defaultValue = "data",
                            description = "Data directory (default: ./${DEFAULT-VALUE}).")
                    Path data)
            throws Exception {
        try (var services = Services.attachOrStart(data, Set.of(Services.Kind.POSTGRES), ProgressListener.silent())) {
            var database = services.postgres().database();
            try (var connection = DriverManager.getConnection(
                    database.url(), database.app().username(), database.app().password())) {
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                var known = new Checkpoints(data.resolve("trail")).all();
                return print(new TrailVerifier(connection).verify(known), known.size());
            }
        } catch (Checkpoints.Untrusted e) {
            throw new CommandFailure("the checkpoints were changed: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new CommandFailure("the trail cannot be read from data directory " + data + ": " + e.getMessage(), e);
        }
    }

    private int print(List<TrailVerifier.Proof> proofs, int checkpoints) {
        var out = spec.commandLine().getOut();
        proofs.forEach(proof -> out.println(line(proof)));
        boolean whole = proofs.stream().allMatch(TrailVerifier.Proof.Whole.class::isInstance);
        out.println(
                whole
                        ? "The trail is whole; it agrees with %d checkpoints.".formatted(checkpoints)
                        : "The trail is BROKEN.");
        out.flush();
        return whole ? 0 : 1;
    }

    private static String line(TrailVerifier.Proof proof) {
        return switch (proof) {
            case TrailVerifier.Proof.Whole whole ->
                "%-14s whole, %d entries, head %s".formatted(whole.tenant(), whole.entries(), whole.headHash());
            case TrailVerifier.Proof.Broken broken ->
                "%-14s BROKEN at entry %d: %s".formatted(broken.tenant(), broken.seq(), broken.what());
        };
    }
}
