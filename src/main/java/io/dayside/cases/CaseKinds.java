package io.dayside.cases;

import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What kinds of studies hospitals send. Counts only: nothing here leads to a patient. */
@Repository
public class CaseKinds {

    private final JdbcClient jdbc;

    CaseKinds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many studies of one kind came from one facility.
     *
     * @param bodyPart as {@link BodyRegions} names it
     * @param age absent where the hospital did not say when the patient was born
     */
    public record Sent(
            TenantId tenant,
            String facility,
            String jurisdiction,
            String modality,
            String bodyPart,
            @Nullable AgeGroup age,
            long count) {}

    /** @param procedure as it was ordered, or the study describes itself */
    public record Described(Sent kind, String procedure) {}

    /** What studies complete since then were, by hospital, facility and kind; within the tenants that may be seen. */
    @Transactional(readOnly = true)
    public List<Sent> since(Instant since) {
        return counted("''", since).stream().map(Described::kind).toList();
    }

    /** The same, told apart by the words of the procedure as well. */
    @Transactional(readOnly = true)
    public List<Described> describedSince(Instant since) {
        return counted("procedure", since);
    }

    private List<Described> counted(String procedure, Instant since) {
        return jdbc.sql("""
                select tenant_id, facility, jurisdiction, modality, body_part, %s as described,
                       case when patient_birth_date is null then null
                            when completed - patient_birth_date < 28 then 'NEWBORN'
                            when extract(year from age(completed, patient_birth_date)) < 18 then 'CHILD'
                            else 'ADULT' end as age,
                       count(*) as sent
                from (select *, (study_completed_at at time zone 'UTC')::date as completed from reading_case) c
                where study_completed_at >= :since
                group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 4, 5, 7, 6""".formatted(procedure))
                .param("since", Timestamp.from(since))
                .query((row, _) -> new Described(
                        new Sent(
                                new TenantId(row.getString("tenant_id")),
                                row.getString("facility"),
                                row.getString("jurisdiction"),
                                row.getString("modality"),
                                row.getString("body_part"),
                                age(row.getString("age")),
                                row.getLong("sent")),
                        row.getString("described")))
                .list();
    }

    private static @Nullable AgeGroup age(@Nullable String name) {
        return name == null ? null : AgeGroup.valueOf(name);
    }
}
