package io.dayside;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.launch.DatabaseAccess;
import io.dayside.testing.TestServices;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What the catalogue of the migrated database says of every room's tables, whatever they are called. A table without a
 * tenant must be listed here: somebody has to have thought about it.
 */
class DatabaseCatalogueTests {

    /** Tables that belong to the platform and name no patient. */
    private static final List<String> WITHOUT_TENANT = List.of(
            "tenant",
            "configuration",
            "audited_tenant",
            "scheduled_tasks",
            "person",
            "login",
            "proof_attempt",
            "specialist",
            "licence",
            "competency",
            "shift",
            "shift_change",
            "evidence",
            "ai_proficiency",
            "spoken_language",
            "contract_limit",
            "crash_witness");

    /** Functions that run with the owner's rights, each reviewed: they answer one question about people who are named. */
    private static final List<String> DEFINER_FUNCTIONS =
            List.of("rights_of", "privileged_tenants", "tenants_of_specialist", "contract_use", "libraries_of");

    private static final DatabaseAccess access = TestServices.freshDatabase();
    private static final JdbcClient owner =
            as(access.owner().username(), access.owner().password());

    @BeforeAll
    static void migrateEveryRoom() {
        migrate();
    }

    private static void migrate() {
        var flyway = Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .defaultSchema("dayside")
                .load();
        new ModuleMigrations().roomByRoom().migrate(flyway);
    }

    /** As when it was written beside one with a higher number, which came here first. */
    @Test
    void aMigrationThatComesLateIsAppliedAsWell() {
        owner.sql("drop table dayside.commitment").update();
        assertThat(owner.sql("delete from dayside.flyway_intake where version = '2'")
                        .update())
                .isEqualTo(1);

        migrate();

        assertThat(names("select c.relname from pg_class c where c.relname = 'commitment'"))
                .hasSize(1);
    }

    @Test
    void theRulesHaveSomethingToJudge() {
        assertThat(names("""
                select count(*)::text from pg_attribute a join pg_class c on c.oid = a.attrelid
                where c.relkind = 'r' and a.attname = 'tenant_id' and c.relnamespace = 'dayside'::regnamespace"""))
                .allSatisfy(count -> assertThat(Integer.parseInt(count)).isGreaterThan(5));
    }

    @Test
    void everyTableHasATenantOrAReason() {
        assertThat(names("""
                select c.relname from pg_class c
                where c.relkind in ('r', 'p', 'f') and c.relnamespace = 'dayside'::regnamespace
                  and c.relname not like 'flyway%'
                  and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')""")).isSubsetOf(WITHOUT_TENANT);
    }

    @Test
    void everyTenantTableForcesRowLevelSecurityWithThePolicyOfTheTransaction() {
        assertThat(names("""
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                where c.relkind in ('r', 'p') and c.relnamespace = 'dayside'::regnamespace
                  and (not c.relrowsecurity or not c.relforcerowsecurity or not a.attnotnull
                       or not exists (select from pg_policy p
                                      where p.polrelid = c.oid and p.polname = 'tenants_of_the_transaction'
                                        and p.polcmd = '*' and p.polpermissive
                                        and p.polqual is not null and p.polwithcheck is not null))""")).isEmpty();
    }

    @Test
    void noFurtherPolicyOpensATenantTableToTheRuntimeRole() {
        assertThat(names("""
                select c.relname || '.' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
                where p.polname <> 'tenants_of_the_transaction' and p.polpermissive
                  and p.polroles && array[0::oid, 'dayside_app'::regrole::oid]""")).isEmpty();
    }

    @Test
    void everyKeyOfATenantTableHoldsTheTenant() {
        assertThat(names("""
                select c.relname || '.' || k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                where c.relnamespace = 'dayside'::regnamespace and k.contype in ('p', 'u', 'x')
                  and not a.attnum = any (k.conkey)""")).isEmpty();
        assertThat(names("""
                select i.indexrelid::regclass::text from pg_index i
                join pg_class c on c.oid = i.indrelid and c.relnamespace = 'dayside'::regnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                where i.indisunique and not a.attnum = any (i.indkey::int2[])""")).isEmpty();
    }

    @Test
    void aReferenceToATenantTableHoldsTheTenantAtBothEnds() {
        assertThat(names("""
                select k.conname from pg_constraint k
                join pg_attribute a on a.attrelid = k.confrelid and a.attname = 'tenant_id'
                join pg_attribute own on own.attrelid = k.conrelid and own.attname = 'tenant_id'
                where k.contype = 'f'
                  and (not a.attnum = any (k.confkey) or not own.attnum = any (k.conkey)
                       or array_position(k.confkey, a.attnum) <> array_position(k.conkey, own.attnum))""")).isEmpty();
    }

    @Test
    void theRuntimeRoleOwnsNothingAndHoldsNoFarRight() {
        assertThat(names("select relname from pg_class where relowner = 'dayside_app'::regrole"))
                .isEmpty();
        assertThat(names("select proname from pg_proc where proowner = 'dayside_app'::regrole"))
                .isEmpty();
        assertThat(names("""
                select rolname from pg_roles where rolname = 'dayside_app'
                and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)""")).isEmpty();
        assertThat(names("""
                select c.relname from pg_class c
                where c.relkind in ('r', 'p') and c.relnamespace = 'dayside'::regnamespace
                  and has_table_privilege('dayside_app', c.oid, 'truncate, references, trigger')""")).isEmpty();
        assertThat(names("""
                select nspname from pg_namespace
                where nspname in ('dayside', 'public') and has_schema_privilege('dayside_app', oid, 'create')""")).isEmpty();
    }

    @Test
    void noViewLooksPastTheTenant() {
        assertThat(names("""
                select relname from pg_class
                where relnamespace = 'dayside'::regnamespace
                  and (relkind = 'm' and has_table_privilege('dayside_app', oid, 'select')
                       or relkind = 'v'
                          and not coalesce('security_invoker=true' = any (reloptions), false))""")).isEmpty();
    }

    @Test
    void functionsWithTheOwnersRightsAreKnownAndFixTheirSearchPath() {
        assertThat(names("""
                select proname from pg_proc
                where pronamespace = 'dayside'::regnamespace and prosecdef""")).isSubsetOf(DEFINER_FUNCTIONS);
        assertThat(names("""
                select proname from pg_proc
                where pronamespace = 'dayside'::regnamespace and prosecdef
                  and (not coalesce(array_to_string(proconfig, ' ') like '%search_path=%', false)
                       or has_function_privilege('public', oid, 'execute'))""")).isEmpty();
    }

    private static List<String> names(String sql) {
        return owner.sql(sql).query((row, _) -> row.getString(1)).list();
    }

    private static JdbcClient as(String username, String password) {
        return JdbcClient.create(new DriverManagerDataSource(access.url(), username, password));
    }
}
