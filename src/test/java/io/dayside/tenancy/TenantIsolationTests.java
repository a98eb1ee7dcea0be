package io.dayside.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Rows of a tenant through one pooled connection that everybody shares. */
class TenantIsolationTests {

    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");
    private static final int ROUNDS = 3_000;

    private static final TenancyDatabase database = new TenancyDatabase(1, List.of("base", "tenancy"));
    private static final TenantQuestions questions = database.questions();

    @BeforeAll
    static void eachTenantHasOneFacility() {
        for (var tenant : List.of(NORTH, SOUTH)) {
            TenantScope.run(
                    tenant,
                    () -> database.transaction().executeWithoutResult(_ -> {
                        database.jdbc
                                .sql("insert into tenant (code, config, applied_at) values (?, '{}', now())")
                                .param(tenant.code())
                                .update();
                        insertFacility(tenant, tenant.code());
                    }));
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void nobodyCalls() {
        database.caller.set(Optional::empty);
    }

    @Test
    void anotherTenantsRowsAreInvisible() {
        assertThat(TenantScope.call(NORTH, TenantIsolationTests::visible)).containsExactly("north");
        assertThat(TenantScope.call(Set.of(NORTH, SOUTH), TenantIsolationTests::visible))
                .containsExactly("north", "south");
        assertThat(TenantScope.call(Set.of(), TenantIsolationTests::visible)).isEmpty();
    }

    @Test
    void anotherTenantsRowsCanNeitherBeWrittenNorChangedNorRemoved() {
        TenantScope.run(NORTH, () -> {
            assertThatThrownBy(
                            () -> database.transaction().executeWithoutResult(_ -> insertFacility(SOUTH, "intruder")))
                    .isInstanceOf(DataAccessException.class);
            assertThat(renameSouth()).isZero();
        });
    }

    @Test
    void aCodeUsedByAnotherTenantIsFree() {
        TenantScope.run(
                SOUTH,
                () -> database.transaction().executeWithoutResult(status -> {
                    insertFacility(SOUTH, "north");
                    status.setRollbackOnly();
                }));
    }

    @Test
    void withoutTenantsAQueryFailsInsteadOfFindingNothing() {
        TenantScope.run(NORTH, TenantIsolationTests::visible);

        assertThatThrownBy(TenantIsolationTests::visible).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> database.jdbc
                        .sql("select code from facility")
                        .query(String.class)
                        .list())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aQuestionSeesItsOwnTenantsAndTheConnectionKnowsNoneAfterIt() {
        var random = new SplittableRandom(43);
        for (int round = 0; round < ROUNDS; round++) {
            var tenant = random.nextBoolean() ? NORTH : SOUTH;
            assertThat(TenantScope.call(tenant, () -> asked("%"))).containsExactly(tenant.code());
            if (random.nextInt(4) == 0) {
                TenantScope.run(tenant, TenantIsolationTests::failInAQuestion);
            }
            assertThat(settingAfterReturn()).isEmpty();
        }
        assertThat(TenantScope.call(Set.of(NORTH, SOUTH), () -> asked("%")))
                .containsExactlyInAnyOrder("north", "south");
        assertThat(TenantScope.call(NORTH, () -> asked("south"))).isEmpty();
        assertThat(TenantScope.call(Set.of(), () -> asked("%"))).isEmpty();
        database.caller.set(() -> Optional.of(Set.of(SOUTH)));
        assertThat(asked("%")).containsExactly("south");
    }

    @Test
    void aQuestionWithoutTenantsFailsAndOneInATransactionKeepsThoseOfTheTransaction() {
        assertThatThrownBy(() -> asked("%")).isInstanceOf(DataAccessException.class);
        TenantScope.run(
                NORTH,
                () -> database.transaction().executeWithoutResult(_ -> {
                    assertThat(asked("%")).containsExactly("north");
                    assertThat(visible()).containsExactly("north");
                }));
    }

    @Test
    void theCallersTenantsCountWhereNoScopeIsBound() {
        database.caller.set(() -> Optional.of(Set.of(SOUTH)));

        assertThat(visible()).containsExactly("south");
        assertThat(TenantScope.call(NORTH, TenantIsolationTests::visible)).containsExactly("north");
    }

    @Test
    void aRunningTransactionKeepsItsTenants() {
        TenantScope.run(
                NORTH,
                () -> database.transaction().executeWithoutResult(_ -> {
                    assertThat(TenantScope.call(NORTH, TenantIsolationTests::visible))
                            .containsExactly("north");
                    assertThatThrownBy(() -> TenantScope.run(SOUTH, TenantIsolationTests::visible))
                            .isInstanceOf(IllegalStateException.class);
                }));
    }

    @Test
    void thousandsOfAlternatingTransactionsOnOneConnectionLeakNothing() {
        var random = new SplittableRandom(42);
        for (int round = 0; round < ROUNDS; round++) {
            var tenant = random.nextBoolean() ? NORTH : SOUTH;
            TenantScope.run(tenant, () -> {
                assertThat(visible()).containsExactly(tenant.code());
                switch (random.nextInt(4)) {
                    case 0 -> rollBack(tenant);
                    case 1 -> failInTheDatabase();
                    case 2 -> failInTheProgram();
                    default -> {}
                }
            });
            assertThat(settingAfterReturn()).isEmpty();
        }
    }

    private static List<String> visible() {
        return database.transaction()
                .execute(_ -> database.jdbc
                        .sql("select code from facility order by code")
                        .query(String.class)
                        .list());
    }

    private static List<String> asked(String code) {
        return questions.ask("select code from facility where code like ?", (row, _) -> row.getString(1), code);
    }

    private static void failInAQuestion() {
        assertThatThrownBy(() -> questions.ask("select 1 / 0", (row, _) -> row.getInt(1)))
                .isInstanceOf(DataAccessException.class);
    }

    private static int renameSouth() {
        return database.transaction()
                .<Integer>execute(_ -> database.jdbc
                        .sql("update facility set name = 'x' where code = 'south'")
                        .update());
    }

    private static void insertFacility(TenantId tenant, String code) {
        database.jdbc.sql("""
                        insert into facility (tenant_id, code, name, jurisdiction, zone)
                        values (?, ?, 'Main', 'GB', 'Europe/London')""").params(tenant.code(), code).update();
    }

    private static void rollBack(TenantId tenant) {
        database.transaction().executeWithoutResult(status -> {
            insertFacility(tenant, "passing");
            status.setRollbackOnly();
        });
    }

    private static void failInTheDatabase() {
        assertThatThrownBy(() -> database.transaction()
                        .executeWithoutResult(
                                _ -> database.jdbc.sql("select 1 / 0").query().singleValue()))
                .isInstanceOf(DataAccessException.class);
    }

    private static void failInTheProgram() {
        assertThatThrownBy(() -> database.transaction().executeWithoutResult(_ -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String settingAfterReturn() {
        return String.valueOf(database.jdbc
                .sql("select coalesce(current_setting('dayside.tenants', true), '')")
                .query(String.class)
                .single());
    }
}
