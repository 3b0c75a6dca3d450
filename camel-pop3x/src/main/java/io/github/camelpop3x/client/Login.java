package io.github.camelpop3x.client;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3Exception;
import io.github.camelpop3x.client.model.TlsMode;

/** Logs a session in with the strongest way that fits the server and the credentials. */
final class Login {

    private Login() {}

    static void with(Pop3Session session, TlsMode tls, Credentials credentials) throws Pop3Exception {
        // Under TLS the password is as safe as the connection, and APOP would only add MD5.
        if (tls == TlsMode.NONE && session.offersApop()) {
            try {
                session.apop(credentials.username(), credentials.password());
                return;
            } catch (Pop3AuthenticationException e) {
                if (!session.capabilities().user()) {
                    throw e;
                }
                // Some servers greet with a timestamp and know no APOP (Apache James): the next way, once.
            }
        }
        session.user(credentials.username());
        session.pass(credentials.password());
    }
}
