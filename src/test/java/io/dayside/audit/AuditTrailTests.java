package io.dayside.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.tenancy.TenantId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;

class AuditTrailTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final TenantId HARBOUR = new TenantId("harbour");

    private AuditDatabase database;

    @BeforeEach
    void freshTrail() {
        database = new AuditDatabase();
    }

    private void append(TenantId tenant, int events) {
        for (int i = 0; i < events; i++) {
            var event = AuditEvent.of(tenant, AuditAction.CASE_ADVANCED, "case:" + i, Map.of("to", "READY"));
            database.inTransaction(
                    List.of(tenant),
                    () -> Actor.run(Actor.system("test"), () -> database.trail().append(event)));
        }
    }

    private static TrailVerifier.Proof whole(List<TrailVerifier.Proof> proofs, String tenant) {
        return proofs.stream()
                .filter(proof -> proof instanceof TrailVerifier.Proof.Whole one
                        && one.tenant().equals(tenant))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no whole chain of " + tenant + " in " + proofs));
    }

    @Test
    void eachTenantHasItsOwnWholeChain() throws SQLException {
        append(NORTHGATE, 5);
        append(HARBOUR, 2);

        var proofs = database.verify();
        assertThat(whole(proofs, "northgate")).extracting("entries").isEqualTo(5L);
        assertThat(whole(proofs, "harbour")).extracting("entries").isEqualTo(2L);
    }

    @Test
    void anEventOfARolledBackTransactionNeverWas() throws SQLException {
        append(NORTHGATE, 1);

        assertThatThrownBy(() -> database.inTransaction(List.of(NORTHGATE), () -> {
                    database.trail().append(AuditEvent.of(NORTHGATE, AuditAction.REPORT_SIGNED, "case:1"));
                    throw new IllegalStateException("the signature failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(whole(database.verify(), "northgate")).extracting("entries").isEqualTo(1L);
    }

    @Test
    void appendingOutsideATransactionIsRefused() {
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> database.trail().append(AuditEvent.of(NORTHGATE, AuditAction.LOGGED_IN, "user:1")));
    }

    @Test
    void aTenantOutsideTheTransactionsScopeCannotBeWrittenTo() {
        assertThatThrownBy(() -> database.inTransaction(
                        List.of(HARBOUR),
                        () -> database.trail().append(AuditEvent.of(NORTHGATE, AuditAction.LOGGED_IN, "user:1"))))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void AUD_01_concurrentWritersMakeOneDenseChain() throws Exception {
        int writers = 16;
        int each = 10;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, writers)
                    .mapToObj(_ -> threads.submit(() -> append(NORTHGATE, each)))
                    .toList();
            for (var one : running) {
                one.get();
            }
        }
        assertThat(whole(database.verify(), "northgate")).extracting("entries").isEqualTo((long) writers * each);
    }

    @Test
    void theRuntimeRoleMayNeitherChangeNorDelete() {
        append(NORTHGATE, 1);

        for (var sql : List.of(
                "update audit_event set actor_name = 'nobody'",
                "delete from audit_event",
                "update audit_detail set details = '{}'",
                "truncate audit_event")) {
            assertThatThrownBy(() -> database.inTransaction(
                            List.of(NORTHGATE), () -> database.jdbc().sql(sql).update()))
                    .as(sql)
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void AUD_02_everyChangedColumnIsFoundAtItsEntry() throws SQLException {
        append(NORTHGATE, 5);
        for (var change : List.of(
                "at = at + interval '1 microsecond'",
                "actor_id = actor_id || 'x'",
                "actor_name = upper(actor_name)",
                "action = 'REPORT_SIGNED'",
                "object = 'case:9'",
                "outcome = 'REFUSED'",
                "details_hash = sha256('x')",
                "previous_hash = sha256('x')",
                "hash = sha256('x')")) {
            database.tamper("begin; create table kept as select * from audit_event where seq = 3;"
                    + "update audit_event set " + change + " where seq = 3; commit");
            assertThat(database.verify())
                    .as(change)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            TrailVerifier.Proof.Broken.class,
                            broken -> assertThat(broken.seq()).isEqualTo(3L));
            database.tamper(
                    "begin; update audit_event e set at = k.at, actor_id = k.actor_id, actor_name = k.actor_name,"
                            + " action = k.action, object = k.object, outcome = k.outcome, details_hash = k.details_hash,"
                            + " previous_hash = k.previous_hash, hash = k.hash from kept k where e.seq = 3;"
                            + " drop table kept; commit");
            whole(database.verify(), "northgate");
        }
    }

    @Test
    void changedDetailsAreFoundAndErasedOnesAreNot() throws SQLException {
        append(NORTHGATE, 3);

        database.tamper("delete from audit_detail where seq = 1");
        whole(database.verify(), "northgate");

        database.tamper("update audit_detail set details = '{\"to\": \"FINAL\"}' where seq = 2");
        assertThat(database.verify())
                .containsExactly(new TrailVerifier.Proof.Broken("northgate", 2, "its details were changed"));
    }

    @Test
    void aDeletedEntryInTheMiddleIsNamed() throws SQLException {
        append(NORTHGATE, 4);
        database.tamper("delete from audit_detail where seq = 2; delete from audit_event where seq = 2");

        assertThat(database.verify())
                .containsExactly(new TrailVerifier.Proof.Broken("northgate", 2, "entry 2 is missing"));
    }

    @Test
    void AUD_03_aShortenedChainIsFoundByItsHeadAndByACheckpoint() throws SQLException {
        append(NORTHGATE, 4);
        var noted = (TrailVerifier.Proof.Whole) whole(database.verify(), "northgate");
        database.tamper("delete from audit_detail where seq = 4; delete from audit_event where seq = 4");
        assertThat(database.verify()).singleElement().isInstanceOf(TrailVerifier.Proof.Broken.class);

        database.tamper("update audit_head h set seq = e.seq, hash = e.hash from audit_event e where e.seq = 3");
        whole(database.verify(), "northgate");
        assertThat(database.verify(new TrailVerifier.KnownHead("northgate", 4, noted.headHash())))
                .singleElement()
                .isInstanceOf(TrailVerifier.Proof.Broken.class);
    }
}
