package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/** {@code up} from start to end in a JVM of its own, with real services and an application that is one bean large. */
class UpJourney {

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void startsServicesAndApplicationShowsTheLoginsAndEndsAllOnTerm() throws Exception {
        Process up = up();
        try (BufferedReader output = up.inputReader()) {
            List<String> lines = readUntil(output, "Ctrl-C ends it.");
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("  PostgreSQL 18: ready on 127.0.0.1:"))
                    .anyMatch(line -> line.startsWith("  Redis: ready on 127.0.0.1:"))
                    .noneMatch(line -> line.contains("Keycloak"))
                    .containsSequence(
                            "Dayside is ready: http://localhost:12220",
                            "  Role        Name      User name  Password  What to see",
                            "  Specialist  Ada Lind  ada        demo      worklist of dayside_app");
            assertThat(servicesOf(folder)).isNotEmpty();
            up.toHandle().destroy();
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(readUntil(output, "nothing more")).contains("Dayside is ending", "application closed");
            assertThat(servicesOf(folder)).isEmpty();
        } finally {
            up.destroyForcibly();
        }
    }

    private Process up() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SmallUp.class.getName(),
                "--port=12220",
                "--dicom-port=12221",
                "--hl7-port=12222",
                "--operations-port=12223",
                "--config=" + Files.createDirectories(folder.resolve("tenant-config")),
                "--data=" + folder.resolve("data"));
        builder.environment().put("DAYSIDE_KEYCLOAK_URL", "http://localhost:1");
        builder.environment().put("SPRING_MAIN_WEB_APPLICATION_TYPE", "none");
        builder.environment().put("SPRING_MAIN_BANNER_MODE", "off");
        return builder.redirectErrorStream(true).start();
    }

    private static List<String> readUntil(BufferedReader output, String last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.equals(last)) {
                break;
            }
        }
        return lines;
    }

    private static List<ProcessHandle> servicesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").matches(".*/(postgres|redis-server)"))
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    /** What the other JVM runs. */
    static final class SmallUp {

        private SmallUp() {}

        static void main(String[] args) {
            System.exit(new CommandLine(new UpCommand(SmallApplication.class.getName())).execute(args));
        }
    }

    /** Uses what {@code up} tells it: the login it shows names the role that the database saw. */
    static class SmallApplication {

        @Bean
        DataSource dataSource(Environment environment) {
            return new DriverManagerDataSource(
                    environment.getRequiredProperty("spring.datasource.url"),
                    environment.getRequiredProperty("spring.datasource.username"),
                    environment.getRequiredProperty("spring.datasource.password"));
        }

        @Bean
        ApplicationRunner needsItsSettings(Environment environment) {
            return _ -> List.of(
                            "dayside.data-dir", "dayside.tenant-config", "spring.flyway.url", "spring.data.redis.port")
                    .forEach(environment::getRequiredProperty);
        }

        @Bean
        DemoLogins logins(DataSource dataSource) {
            return () -> List.of(new DemoLogins.DemoLogin(
                    "Specialist", "Ada Lind", "ada", "demo", "worklist of " + role(dataSource)));
        }

        @Bean
        AutoCloseable witness() {
            return () -> System.out.println("application closed");
        }

        private static String role(DataSource dataSource) {
            try (Connection connection = dataSource.getConnection()) {
                return connection.getMetaData().getUserName();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
