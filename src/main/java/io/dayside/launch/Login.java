package io.dayside.launch;

/** User name and password of an account at one of our services. Never prints the password. */
public record Login(String username, String password) {

    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}
