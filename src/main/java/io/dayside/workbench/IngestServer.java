package io.dayside.workbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The rooms that an instance passes on its way in, without pages, in a process of their own that can be killed. It reads
 * its properties from standard input, so that no other user of the machine sees a password, and ends with the process at
 * the other end. Has no stereotype, so that the application does not find it.
 */
@EnableAutoConfiguration(
        excludeName = {
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
            "com.vaadin.flow.spring.VaadinScopesConfig"
        })
@AutoConfigurationPackage(basePackages = "io.dayside.intake")
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!(tenancy|audit|archive|intake)\\.|ModuleMigrations|BackgroundWork).*"
                                        + "|io\\.dayside\\.intake\\.(ui|upload)\\..*|.*Controller|.*Tests(\\$.*)?"))
class IngestServer {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Expects lines of {@code name=value}, then an empty one. */
    static void main() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> properties = new ArrayList<>();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            properties.add("--" + line);
        }
        Thread.ofPlatform().daemon().start(() -> endWith(in));
        var spring = new SpringApplication(IngestServer.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.run(properties.toArray(String[]::new));
    }

    private static void endWith(BufferedReader parent) {
        try {
            @Nullable String line = parent.readLine();
            while (line != null) {
                line = parent.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
