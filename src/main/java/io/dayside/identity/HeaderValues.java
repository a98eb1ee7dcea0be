package io.dayside.identity;

import java.util.function.Predicate;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which values headers may have: what Spring Security lets through. Of plain ones, such as tokens, that is told fast. */
final class HeaderValues implements Predicate<String> {

    @Override
    public boolean test(String value) {
        return isPlain(value) || StrictHttpFirewall.ALLOWED_HEADER_VALUES.test(value);
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
