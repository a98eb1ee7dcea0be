package io.dayside.notices;

import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.notices.NoticeRule.Step;
import io.dayside.notices.NoticeRule.Tell;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.tenancy.TenantConfiguration;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What a hospital's file says of its notices. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class NoticesPartTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TempDir
    Path folder;

    @Autowired
    private TenantConfiguration configuration;

    @Autowired
    private NoticeRuleRows rows;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aFileSaysWhereNoticesGoAndWhoIsTold() throws Exception {
        assertThat(apply("""
                kind: Notices
                hospital: northgate
                mail: [desk@northgate.example]
                webhooks: ['https://gateway.northgate.example/dayside']
                ladder:
                  - {after: 3m, tell: READERS}
                  - {after: 6m, tell: MANAGERS}
                """))
                .contains("hospital northgate: notices go to pages, desk@northgate.example, gateway.northgate.example; "
                        + "pressing cases after 3 min READERS, after 6 min MANAGERS");

        assertThat(rule(NORTHGATE))
                .isEqualTo(new NoticeRule(
                        List.of("desk@northgate.example"),
                        List.of(URI.create("https://gateway.northgate.example/dayside")),
                        List.of(
                                new Step(Duration.ofMinutes(3), Tell.READERS),
                                new Step(Duration.ofMinutes(6), Tell.MANAGERS))));
        assertThat(rule(HARBOUR)).isEqualTo(NoticeRule.USUAL);
        assertThat(apply(""))
                .contains("hospital northgate: notices go to pages only, pressing cases up the usual ladder");
        assertThat(rule(NORTHGATE)).isEqualTo(NoticeRule.USUAL);
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThatThrownBy(() -> apply("""
                kind: Notices
                hospital: northgate
                mail: ["a@b.example>, other@c.example"]
                webhooks: ['http://gateway.example/', 'https://user:secret@gateway.example/']
                ladder:
                  - {after: 10m, tell: MANAGERS}
                  - {after: 5m, tell: EVERYBODY}
                """))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems())
                                .anyMatch(problem -> problem.contains("mail"))
                                .anyMatch(problem -> problem.contains("webhooks") && problem.contains("https://"))
                                .anyMatch(problem -> problem.contains("ladder") && problem.contains("no earlier"))
                                .anyMatch(problem -> problem.contains("tell"))
                                .noneMatch(problem -> problem.contains("secret@")));
    }

    private NoticeRule rule(TenantId tenant) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> rows.of(tenant)));
    }

    private List<String> apply(String notices) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("notices.yaml"), notices);
        return configuration.apply(folder);
    }
}
