package io.github.camelpop3x.client.net;

import java.io.IOException;

/** The proxy answered, and the answer is no. The message says what to check and holds no secret. */
final class ProxyRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    ProxyRefusal(String why) {
        super(why);
    }
}
