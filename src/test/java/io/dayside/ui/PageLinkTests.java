package io.dayside.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.identity.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageLinkTests {

    private static PageLink link(int waiting) {
        return new PageLink(
                new NavigationEntry("Set aside", "set-aside", Set.of(Role.COORDINATOR), 15, () -> waiting), false);
    }

    @Test
    void howMuchWaitsIsReadAsItsOwnWord() {
        assertThat(link(3).getElement().getTextRecursively()).isEqualTo("Set aside3");
        assertThat(link(3).getAriaLabel()).hasValue("Set aside, 3 wait for you");
        assertThat(link(100).getAriaLabel()).hasValue("Set aside, 99+ wait for you");
    }

    @Test
    void whereNothingWaitsTheNameSaysAll() {
        assertThat(link(0).getAriaLabel()).isEmpty();
    }
}
