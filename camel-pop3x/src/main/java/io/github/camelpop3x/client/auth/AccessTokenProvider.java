package io.github.camelpop3x.client.auth;

import java.io.IOException;

/**
 * Gives an OAuth 2.0 access token for each login, so that a token that runs out can be replaced in time.
 *
 * <p>Called before the connection is made, on the thread that logs in; must be thread-safe where several maildrops
 * share it. May block, but no deadline of the client bounds it: it should have one of its own.
 */
@FunctionalInterface
public interface AccessTokenProvider {

    /**
     * A token that is good now, without the word {@code Bearer}.
     *
     * @throws IOException no token can be had; the message says why and holds no secret
     */
    String accessToken() throws IOException;
}
