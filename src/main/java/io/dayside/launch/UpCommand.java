package io.dayside.launch;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything in the foreground until Ctrl-C. */
@Command(
        name = "up",
        description = "Run Dayside with PostgreSQL, Redis, Keycloak and the demo hospitals until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements DaysideCommand {

    /** In the root package, which no room may depend on. */
    private static final String APPLICATION = "io.dayside.DaysideApplication";

    @Option(names = "--port", defaultValue = "8080", description = "Web port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--dicom-port", defaultValue = "11112", description = "DICOM port (default: ${DEFAULT-VALUE}).")
    private int dicomPort;

    @Option(names = "--hl7-port", defaultValue = "2575", description = "HL7 MLLP port (default: ${DEFAULT-VALUE}).")
    private int hl7Port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Everything that must survive (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "tenant-config",
            description = "Hospitals' configuration files (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("tenant-config");

    @Option(names = "--no-traffic", description = "Without the simulated hospitals that send studies.")
    private boolean noTraffic;

    private final PrintStream out = System.out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Services services;
    private @Nullable ConfigurableApplicationContext application;

    @Override
    public Integer call() throws Exception {
        requirePorts();
        requireConfig();
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
        External external = new External(System.getenv());
        services = Services.start(data, external.ours(), line -> out.println("  " + line));
        services.onUnexpectedEnd(this::serviceEnded);
        out.println("  Dayside: starting");
        application = startApplication(properties(services, external));
        out.println("Dayside is ready: http://localhost:" + port);
        out.print(LoginTable.of(logins(application)));
        out.println("Ctrl-C ends it.");
        ended.await();
        return 0;
    }

    private void requirePorts() throws CommandFailure {
        Ports.requireFree(port, "--port");
        Ports.requireFree(dicomPort, "--dicom-port");
        Ports.requireFree(hl7Port, "--hl7-port");
        if (port == dicomPort || port == hl7Port || dicomPort == hl7Port) {
            throw new CommandFailure("--port, --dicom-port and --hl7-port must differ");
        }
    }

    private void requireConfig() throws CommandFailure {
        if (!Files.isDirectory(config)) {
            throw new CommandFailure("%s is no directory: name the hospitals' configuration with --config"
                    .formatted(config.toAbsolutePath()));
        }
    }

    private Map<String, String> properties(Services running, External external) {
        Map<String, String> properties = new HashMap<>(running.properties());
        properties.putAll(external.properties());
        properties.put("server.port", Integer.toString(port));
        properties.put("dayside.dicom.port", Integer.toString(dicomPort));
        properties.put("dayside.hl7.port", Integer.toString(hl7Port));
        properties.put("dayside.data-dir", data.toAbsolutePath().normalize().toString());
        properties.put(
                "dayside.tenant-config", config.toAbsolutePath().normalize().toString());
        properties.put("dayside.traffic.enabled", Boolean.toString(!noTraffic));
        return properties;
    }

    private static ConfigurableApplicationContext startApplication(Map<String, String> properties)
            throws ClassNotFoundException {
        SpringApplication spring = new SpringApplication(Class.forName(APPLICATION));
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("dayside up", Map.copyOf(properties))));
        return spring.run();
    }

    private static List<DemoLogins.DemoLogin> logins(ConfigurableApplicationContext application) {
        return application
                .getBeanProvider(DemoLogins.class)
                .orderedStream()
                .flatMap(source -> source.logins().stream())
                .toList();
    }

    private void serviceEnded(String name) {
        out.printf(
                "%s ended unexpectedly: see %s. Dayside ends.%n",
                name, data.resolve("logs").toAbsolutePath().normalize());
        ended.countDown();
    }

    /** The application first, then what it stands on. */
    private void shutDown() {
        ConfigurableApplicationContext running = application;
        if (running != null) {
            out.println("Dayside is ending");
            running.close();
        }
        Services started = services;
        if (started != null) {
            started.close();
        }
    }
}
