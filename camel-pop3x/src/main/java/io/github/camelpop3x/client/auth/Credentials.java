package io.github.camelpop3x.client.auth;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in, and how it is proved. With a token, only the mechanisms for tokens are used, and the password isn't.
 *
 * @param username the name of the maildrop's user
 * @param password the password, if there is one; never part of {@link #toString}
 * @param tokens where access tokens come from, if there are any
 */
public record Credentials(
        String username,
        @Nullable String password,
        @Nullable AccessTokenProvider tokens) {

    /**
     * Checks that nothing in it can end a line early (wire case 18).
     *
     * @throws IllegalArgumentException CR, LF or NUL in user name or password; the message holds no secret
     */
    public Credentials {
        oneLine("username", username);
        if (password != null) {
            oneLine("password", password);
        }
    }

    /** A user with a password. */
    public Credentials(String username, String password) {
        this(username, password, null);
    }

    /** A user with access tokens. */
    public static Credentials withTokens(String username, AccessTokenProvider tokens) {
        return new Credentials(username, null, tokens);
    }

    /** A user who is known by a certificate or a ticket. */
    public static Credentials withoutSecret(String username) {
        return new Credentials(username, null, null);
    }

    /**
     * The same with a token fetched now, which {@link #tokens} gives from then on.
     *
     * @throws IOException the provider has none
     * @throws IllegalArgumentException the token isn't one line, or is empty
     */
    public Credentials fetched() throws IOException {
        if (tokens == null) {
            return this;
        }
        String token = oneLine("accessToken", tokens.accessToken());
        if (token.isEmpty()) {
            throw new IllegalArgumentException("accessToken is empty");
        }
        return new Credentials(username, password, () -> token);
    }

    /** Whether there is a secret of this kind. */
    boolean has(Mechanism.Secret secret) {
        return switch (secret) {
            case PASSWORD -> password != null && tokens == null;
            case TOKEN -> tokens != null;
            case NONE -> password == null && tokens == null;
        };
    }

    /** The password, for mechanisms that are only used where there is one. */
    String secret() {
        if (password == null) {
            throw new IllegalStateException("there is no password");
        }
        return password;
    }

    /** The token, for mechanisms that are only used where there is one. */
    String token() throws MechanismException {
        if (tokens == null) {
            throw new IllegalStateException("there is no access token");
        }
        try {
            return oneLine("accessToken", tokens.accessToken());
        } catch (IOException e) {
            throw new MechanismException("no access token could be had");
        }
    }

    /**
     * The value, if it is one line.
     *
     * @param option what is named in the error; the value isn't
     */
    public static String oneLine(String option, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("Option " + option + " contains CR, LF or NUL: it must be one line");
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return "Credentials[" + username + ", ***]";
    }
}
