package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.archive.s3.S3Settings;
import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import io.dayside.tenancy.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the stored objects. */
@Command(
        name = "archive",
        description = "Prove that stored objects are what was received (archive scrub).",
        mixinStandardHelpOptions = true)
public final class ArchiveCommand implements DaysideCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: ./dayside archive scrub");
    }

    /** Exit code 0 when every object is whole, 1 otherwise. */
    @Command(
            name = "scrub",
            description = "Read every stored object again, compare it with the digest taken when it came, and mark"
                    + " what differs, so that it is refused instead of served. Dayside may be running meanwhile.",
            mixinStandardHelpOptions = true)
    int scrub(
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            defaultValue = "data",
                            description = "Data directory (default: ./${DEFAULT-VALUE}).")
                    Path data,
            @Option(names = "--tenant", paramLabel = "ID", description = "Only this hospital's objects.") @Nullable
                    String only)
            throws CommandFailure, InterruptedException {
        var files = ObjectFiles.below(data);
        try (var services = Services.attachOrStart(data, Set.of(Services.Kind.POSTGRES), ProgressListener.silent())) {
            var access = services.postgres().database();
            var database = new DriverManagerDataSource(
                    access.url(), access.app().username(), access.app().password());
            try (var bucket = bucket();
                    var stored = new ScrubbedBytes(files, bucket)) {
                var jdbc = JdbcClient.create(database);
                var scrubber =
                        new Scrubber(stored, jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));
                return print(tenants(files, jdbc, only).stream()
                        .map(tenant -> scrubber.scrub(tenant, (objects, bytes) -> progress(tenant, objects, bytes)))
                        .toList());
            }
        } catch (IOException e) {
            throw new CommandFailure("the objects in data directory " + data + " cannot be read", e);
        } catch (DataAccessException | TransactionException e) {
            throw new CommandFailure(
                    "the database in %s cannot be used: let ./dayside up prepare it first".formatted(data), e);
        }
    }

    /** As the running service is told by the environment or by system properties; null where there are no copies. */
    private static @Nullable Bucket bucket() throws CommandFailure {
        try {
            var settings = Binder.get(new StandardEnvironment()).bindOrCreate("dayside.archive.s3", S3Settings.class);
            return settings.bucket() == null
                    ? null
                    : new Bucket(settings, settings.bucket(), new SimpleMeterRegistry());
        } catch (BindException e) {
            throw new CommandFailure("the settings dayside.archive.s3 cannot be used", e);
        }
    }

    private static List<TenantId> tenants(ObjectFiles files, JdbcClient jdbc, @Nullable String only)
            throws IOException, CommandFailure {
        var tenants = ArchiveTenants.all(files, jdbc).stream()
                .filter(tenant -> only == null || tenant.code().equals(only))
                .toList();
        if (only != null && tenants.isEmpty()) {
            throw new CommandFailure("no objects of a hospital with id " + only);
        }
        return tenants;
    }

    private void progress(TenantId tenant, long objects, long bytes) {
        var err = spec.commandLine().getErr();
        err.printf("  %s: %,d objects, %,d MB read%n", tenant, objects, bytes / 1_000_000);
        err.flush();
    }

    private int print(List<Scrubber.Report> reports) {
        var out = spec.commandLine().getOut();
        for (var report : reports) {
            out.printf(
                    "%-14s %,d objects, %,d bytes, %d damaged%s%n",
                    report.tenant(),
                    report.objects(),
                    report.bytes(),
                    report.damaged().size(),
                    report.unreachable() == 0 ? "" : ", %,d NOT REACHED in S3".formatted(report.unreachable()));
            report.damaged()
                    .forEach(damage -> out.printf(
                            "  %s %s in %s at byte %d%n",
                            damage.problem(),
                            damage.sopInstanceUid(),
                            damage.place().file(),
                            damage.place().offset()));
        }
        boolean whole = reports.stream().allMatch(report -> report.damaged().isEmpty());
        boolean reached = reports.stream().allMatch(report -> report.unreachable() == 0);
        if (!whole) {
            out.println("There are DAMAGED objects.");
        } else {
            out.println(reached ? "Every object is what was received." : "Every object that was REACHED is whole.");
        }
        out.flush();
        return whole && reached ? 0 : 1;
    }
}
