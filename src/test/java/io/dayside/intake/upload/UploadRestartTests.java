package io.dayside.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server that ends in the middle of an upload, and another on the same database and folder. */
@Timeout(480)
class UploadRestartTests {

    @Test
    void anUploadGoesOnWhereTheServerEnded() throws Exception {
        var properties = new HashMap<String, Object>(TestServices.properties());
        properties.put("server.port", "0");
        properties.put("dayside.uploads.free-space", "1MB");
        var slice = CtSlice.ofNewStudy();
        var content = Media.file(slice);
        int half = content.length / 2;
        String upload;
        String file;
        try (var first = server(properties)) {
            RoomsForUploadTests.haveLogins(first.getBean(JdbcClient.class), "coord.northgate");
            var coordinator = coordinator(first);
            upload = coordinator.begin();
            coordinator.add(upload, "IM2", Media.file(slice.sibling(2)));
            file = coordinator
                    .tryAdd(upload, "IM1", content.length, new byte[0])
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            coordinator.append(file, 0, Arrays.copyOf(content, half));
        }

        try (var second = server(properties)) {
            var coordinator = coordinator(second);
            assertThat(coordinator.list().get(0).path("state").asString("")).isEqualTo("OPEN");
            assertThat(coordinator.offset(file)).isEqualTo(half);
            coordinator.append(file, half, Arrays.copyOfRange(content, half, content.length));
            var report = coordinator.reportOf(upload);
            var standing = report.path("standing");
            assertThat(standing.path("stored").asInt()
                            + standing.path("heldBefore").asInt())
                    .as("the first may have been stored without its report, and is then found held")
                    .isEqualTo(2);
            assertThat(standing.path("refused").asInt()).isZero();
            assertThat(report.path("studies").get(0).path("instances").asInt()).isEqualTo(2);
        }
    }

    private static ConfigurableApplicationContext server(Map<String, Object> properties) {
        return new SpringApplicationBuilder(RoomsForUploadTests.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    private static Uploader coordinator(ConfigurableApplicationContext server) {
        var port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new Uploader(port, "coord.northgate");
    }
}
