package io.dayside.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes by which names a study is found. */
@Component
class StudyNameRows {

    /** Whose name. */
    enum Person {
        PATIENT,
        REFERRING_PHYSICIAN
    }

    /** What of the name. */
    enum Part {
        GROUP,
        WORD,
        SOUND
    }

    private final JdbcClient jdbc;

    StudyNameRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String kind(Person person, Part part) {
        return (person + " " + part).toLowerCase(Locale.ROOT);
    }

    void insert(Indexable first) {
        var kinds = new ArrayList<String>();
        var values = new ArrayList<String>();
        add(Person.PATIENT, first.header().patient().name(), kinds, values);
        add(Person.REFERRING_PHYSICIAN, first.header().studySearch().referringPhysician(), kinds, values);
        if (kinds.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into study_name (tenant_id, study_instance_uid, kind, value)
                select :tenant, :study, kind, value from unnest(:kinds, :values) names (kind, value)
                on conflict do nothing""")
                .param("tenant", first.tenant().code())
                .param("study", first.header().studyInstanceUid())
                .param("kinds", kinds.toArray(String[]::new))
                .param("values", values.toArray(String[]::new))
                .update();
    }

    private static void add(Person person, String name, List<String> kinds, List<String> values) {
        var words = SearchName.words(name);
        add(kind(person, Part.GROUP), SearchName.groups(name), kinds, values);
        add(kind(person, Part.WORD), words, kinds, values);
        add(
                kind(person, Part.SOUND),
                words.stream().flatMap(word -> SearchName.sound(word).stream()).toList(),
                kinds,
                values);
    }

    private static void add(String kind, List<String> found, List<String> kinds, List<String> values) {
        for (var value : found) {
            kinds.add(kind);
            values.add(value);
        }
    }
}
