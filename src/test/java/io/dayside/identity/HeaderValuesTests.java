package io.dayside.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class HeaderValuesTests {

    @Test
    void whatIsLetThroughIsWhatSpringSecurityLetsThrough() {
        var values = new HeaderValues();
        for (int c = 0; c <= 0x2FFF; c++) {
            var value = "Bearer " + (char) c + "x";
            assertThat(values.test(value))
                    .as("U+%04X", c)
                    .isEqualTo(StrictHttpFirewall.ALLOWED_HEADER_VALUES.test(value));
        }
        assertThat(values.test("")).isTrue();
        assertThat(values.test("a\r\nb: c")).isFalse();
        assertThat(values.test("Müller")).isTrue();
    }
}
