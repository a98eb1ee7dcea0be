package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PersonNameTests {

    @Test
    void componentsAndGroupsAreToldApart() {
        PersonName name = PersonName.parse("Yamada^Tarou^^Dr.^M.D.=山田^太郎=やまだ^たろう");
        assertThat(name.alphabetic()).isEqualTo(new PersonName.Group("Yamada", "Tarou", "", "Dr.", "M.D."));
        assertThat(name.ideographic().family()).isEqualTo("山田");
        assertThat(name.phonetic().given()).isEqualTo("たろう");
        assertThat(name.encode()).isEqualTo("Yamada^Tarou^^Dr.^M.D.=山田^太郎=やまだ^たろう");
        assertThat(name.alphabetic().display()).isEqualTo("Dr. Tarou Yamada, M.D.");
    }

    @Test
    void delimitersAtTheEndsAreLeftOutAndThoseBetweenAreKept() {
        assertThat(PersonName.parse("Wang^XiaoDong^^^=王^小東=").encode()).isEqualTo("Wang^XiaoDong=王^小東");
        assertThat(PersonName.parse("==やまだ").encode()).isEqualTo("==やまだ");
        assertThat(PersonName.parse("").encode()).isEmpty();
        assertThat(PersonName.parse("^^^").alphabetic().isEmpty()).isTrue();
    }

    @Test
    void whatIsTooMuchIsKeptInTheSuffixOrLeftOut() {
        assertThat(PersonName.parse("A^B^C^D^E^F=G=H=I").encode()).isEqualTo("A^B^C^D^E F=G=H");
    }

    @Test
    void componentWithADelimiterIsRefused() {
        assertThatThrownBy(() -> new PersonName.Group("A^B", "", "", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textShowsNoName() {
        assertThat(PersonName.parse("Secret^One")).hasToString("PersonName");
    }
}
