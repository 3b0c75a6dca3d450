package io.github.camelpop3x.client.auth;

/**
 * Who logs in.
 *
 * @param username the name of the maildrop's user
 * @param password the password; never part of {@link #toString}
 */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return "Credentials[" + username + ", ***]";
    }
}
