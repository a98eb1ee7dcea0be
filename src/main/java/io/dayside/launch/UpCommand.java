package io.dayside.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
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

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address on which pages, DICOM and HL7 are offered (default: ${DEFAULT-VALUE}, this machine"
                    + " only; 0.0.0.0 for all).")
    private String bind = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8080", description = "Web port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--dicom-port", defaultValue = "11112", description = "DICOM port (default: ${DEFAULT-VALUE}).")
    private int dicomPort;

    @Option(names = "--hl7-port", defaultValue = "2575", description = "HL7 MLLP port (default: ${DEFAULT-VALUE}).")
    private int hl7Port;

    @Option(
            names = "--operations-port",
            defaultValue = "8081",
            description = "Health and metrics port (default: ${DEFAULT-VALUE}).")
    private int operationsPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Everything that must survive (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Hospitals' configuration files (default: tenant-config beside ./dayside).")
    private Path config = Path.of(System.getProperty("dayside.home", ""), "tenant-config");

    @Option(names = "--no-traffic", description = "Without the simulated hospitals that send studies.")
    private boolean noTraffic;

    private final String applicationClass;
    private final PrintStream out = System.out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Services services;
    private volatile @Nullable ConfigurableApplicationContext application;

    /** For Dayside itself. */
    public UpCommand() {
        this(APPLICATION);
    }

    /** @param applicationClass name of the Spring configuration to start, found when it is needed */
    UpCommand(String applicationClass) {
        this.applicationClass = applicationClass;
    }

    @Override
    public Integer call() throws Exception {
        requirePorts();
        requireConfig();
        External external = new External(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
        Services running = Services.begin(data, external.ours(), line -> out.println("  " + line));
        services = running;
        running.keepRunning(ended::countDown);
        out.println("  Dayside: starting");
        ConfigurableApplicationContext started = startApplication(properties(running, external));
        application = started;
        out.println("Dayside is ready: http://localhost:" + port);
        out.print(LoginTable.of(logins(started)));
        if (running.awaitsKeycloak()) {
            out.println("Keycloak does not answer: nobody can log in until it does. See " + logs());
        }
        noteReady();
        out.println("Ctrl-C ends it.");
        ended.await();
        throw new CommandFailure("a service keeps ending: see " + logs());
    }

    /** For whoever started this, in the file that they name. */
    private static void noteReady() throws CommandFailure {
        var file = System.getProperty("dayside.ready-file", "");
        if (!file.isEmpty()) {
            try {
                Files.writeString(Path.of(file), "");
            } catch (IOException e) {
                throw new CommandFailure(file + " cannot be written", e);
            }
        }
    }

    private void requirePorts() throws CommandFailure {
        Map<Integer, String> options = new HashMap<>();
        for (var wanted : List.of(
                Map.entry("--port", port),
                Map.entry("--dicom-port", dicomPort),
                Map.entry("--hl7-port", hl7Port),
                Map.entry("--operations-port", operationsPort))) {
            String other = options.put(wanted.getValue(), wanted.getKey());
            if (other != null) {
                throw new CommandFailure("%s and %s are both %d: give one of them another port"
                        .formatted(other, wanted.getKey(), wanted.getValue()));
            }
            Ports.requireFree(wanted.getValue(), wanted.getKey());
        }
    }

    private void requireConfig() throws CommandFailure {
        if (!Files.isDirectory(config)) {
            throw new CommandFailure("%s is no directory: name the hospitals' configuration with --config"
                    .formatted(config.toAbsolutePath().normalize()));
        }
    }

    private Map<String, String> properties(Services running, External external) {
        Map<String, String> properties = new HashMap<>(running.properties());
        properties.putAll(external.properties());
        properties.put("server.address", bind);
        properties.put("management.server.address", bind);
        properties.put("dayside.dicom.bind", bind);
        properties.put("dayside.hl7.bind", bind);
        properties.put("server.port", Integer.toString(port));
        properties.put("management.server.port", Integer.toString(operationsPort));
        properties.put("dayside.dicom.port", Integer.toString(dicomPort));
        properties.put("dayside.hl7.port", Integer.toString(hl7Port));
        properties.put("dayside.data-dir", data.toAbsolutePath().normalize().toString());
        properties.put(
                "dayside.tenant-config", config.toAbsolutePath().normalize().toString());
        properties.put("dayside.traffic.enabled", Boolean.toString(!noTraffic));
        properties.put("dayside.demo.receivers", "true");
        properties.put("logging.file.name", logs().resolve("dayside.log").toString());
        properties.put("logging.threshold.console", "WARN");
        // Announces the failure that is told in one line at the end.
        properties.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
        return properties;
    }

    private Path logs() {
        return data.toAbsolutePath().normalize().resolve("logs");
    }

    /** The properties go in as arguments of the application, which outrank its files and are there from the start. */
    private ConfigurableApplicationContext startApplication(Map<String, String> properties)
            throws CommandFailure, ClassNotFoundException {
        SpringApplication spring = new SpringApplication(Class.forName(applicationClass));
        spring.setRegisterShutdownHook(false);
        spring.addListeners((ApplicationListener<ApplicationFailedEvent>) UpCommand::toTheLogAlone);
        try {
            return spring.run(properties.entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new CommandFailure(
                    "the application did not start (%s): see %s".formatted(cause(e), logs().resolve("dayside.log")), e);
        }
    }

    private static String cause(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse(root.getClass().getSimpleName());
    }

    /** Who sits before the terminal gets one line; the pages that Spring would print beside it go to the log. */
    private static void toTheLogAlone(ApplicationFailedEvent failed) {
        LoggerFactory.getLogger(UpCommand.class).info("the application did not start", failed.getException());
        for (String name : List.of(SpringApplication.class.getName(), "org.springframework.boot.diagnostics")) {
            if (LoggerFactory.getLogger(name) instanceof Logger talkative) {
                talkative.setLevel(Level.OFF);
            }
        }
    }

    private static List<DemoLogins.DemoLogin> logins(ConfigurableApplicationContext application) {
        return application
                .getBeanProvider(DemoLogins.class)
                .orderedStream()
                .flatMap(source -> source.logins().stream())
                .toList();
    }

    /** The application first, then what it stands on. */
    private void shutDown() {
        ConfigurableApplicationContext running = application;
        if (running == null) {
            quieten();
        } else {
            out.println("Dayside is ending");
            running.close();
        }
        Services started = services;
        if (started != null) {
            started.close();
        }
        if (running != null && keepsItsClasses()) {
            out.println("  Keeping its classes, so that the next start is faster; once");
            fallSilent();
        }
    }

    /** The JVM writes its cache when all else has ended, which takes it some seconds. */
    private static boolean keepsItsClasses() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(option -> option.startsWith("-XX:AOTCacheOutput="));
    }

    /** What the JVM says of its cache is as long as the class path, and for nobody here. */
    private static void fallSilent() {
        for (var standard : List.of(FileDescriptor.out, FileDescriptor.err)) {
            try {
                // Which leads to nowhere from then on, in this process and its children.
                new FileOutputStream(standard).close();
            } catch (IOException e) {
                LoggerFactory.getLogger(UpCommand.class).debug("the JVM's words cannot be kept back", e);
            }
        }
    }

    /** An application interrupted while it starts complains at length about services that are gone. */
    private static void quieten() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
}
