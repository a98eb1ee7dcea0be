package io.dayside.launch;

import java.util.List;

/** The accounts that a visitor may use, printed when {@code ./dayside up} is ready. A Spring bean of another room. */
public interface DemoLogins {

    /** In the order in which they are shown. */
    List<DemoLogin> logins();

    /**
     * One account made for the demonstration.
     *
     * @param role as the pages name it
     * @param name the person
     * @param username what to type at the login page
     * @param password a password that protects demonstration data only
     * @param see what is worth looking at, in a few words
     */
    record DemoLogin(String role, String name, String username, String password, String see) {}
}
