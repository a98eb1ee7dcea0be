package io.dayside.reading.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTests {

    @ParameterizedTest
    @CsvSource({"1955-11-25, 70", "2025-11-24, 12 mo", "2026-11-14, 10 d", "1850-01-01, ''", "2027-01-01, ''"})
    void anAgeThatCannotBeIsNotSaid(LocalDate birthDate, String age) {
        assertThat(Words.age(birthDate, LocalDate.parse("2026-11-24"))).isEqualTo(age);
    }

    @Test
    void latePicturesAreCountedInWords() {
        assertThat(Words.latePictures(1)).isEqualTo("1 picture came after you opened this case");
        assertThat(Words.latePictures(12)).isEqualTo("12 pictures came after you opened this case");
    }
}
