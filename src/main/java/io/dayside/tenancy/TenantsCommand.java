package io.dayside.tenancy;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the hospitals' configuration files. They need the database only; a running Dayside takes changes over. */
@Command(
        name = "tenants",
        description = "Compare the hospitals' files with what runs, and apply them (tenants plan, tenants apply).",
        mixinStandardHelpOptions = true)
public final class TenantsCommand implements DaysideCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: ./dayside tenants plan, or ./dayside tenants apply");
    }

    /** Exit code 0 also when there are differences. */
    @Command(
            name = "plan",
            description = "Show what applying the files would change; change nothing.",
            mixinStandardHelpOptions = true)
    int plan(
            @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = DATA) Path data,
            @Option(names = "--config", paramLabel = "DIR", defaultValue = "tenant-config", description = CONFIG)
                    Path config)
            throws CommandFailure, InterruptedException {
        print("would change", run(data, config, TenantConfiguration::plan));
        return 0;
    }

    /** All files or nothing. */
    @Command(
            name = "apply",
            description = "Make what runs as the files say; all of it or, if anything is wrong, nothing.",
            mixinStandardHelpOptions = true)
    int apply(
            @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = DATA) Path data,
            @Option(names = "--config", paramLabel = "DIR", defaultValue = "tenant-config", description = CONFIG)
                    Path config)
            throws CommandFailure, InterruptedException {
        print("changed", run(data, config, TenantConfiguration::apply));
        return 0;
    }

    private static final String DATA = "Data directory (default: ./${DEFAULT-VALUE}).";
    private static final String CONFIG = "The hospitals' configuration files (default: ${DEFAULT-VALUE}).";

    @FunctionalInterface
    private interface Step {
        List<String> on(TenantConfiguration configuration, Path folder) throws InvalidConfiguration;
    }

    private static List<String> run(Path data, Path config, Step step) throws CommandFailure, InterruptedException {
        if (!Files.isDirectory(config)) {
            throw new CommandFailure(config.toAbsolutePath() + " is no directory: name the files with --config");
        }
        try (var services = Services.attachOrStart(data, Set.of(Services.Kind.POSTGRES), ProgressListener.silent());
                var context = ConfigurationContext.of(services.postgres().database())) {
            return step.on(context.configuration(), config);
        } catch (InvalidConfiguration e) {
            throw new CommandFailure("the files cannot be applied, nothing was changed:\n" + e.getMessage(), e);
        } catch (DataAccessException | TransactionException e) {
            throw new CommandFailure(
                    "the database in %s cannot be used: let ./dayside up prepare it first".formatted(data), e);
        }
    }

    private void print(String verb, List<String> changes) {
        var out = spec.commandLine().getOut();
        changes.forEach(change -> out.println("  " + change));
        out.println(changes.isEmpty() ? "The files are what runs." : "%d lines %s.".formatted(changes.size(), verb));
        out.flush();
    }
}
