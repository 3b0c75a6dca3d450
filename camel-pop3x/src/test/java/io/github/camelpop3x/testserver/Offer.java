package io.github.camelpop3x.testserver;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * What a {@link MaildropServer} offers in every session. Immutable but for the maildrops.
 *
 * @param maildrops by user name
 * @param stls null where STLS isn't on offer
 * @param implicitTls null where a session starts in clear
 */
record Offer(
        Map<String, Maildrop> maildrops,
        boolean locking,
        boolean apop,
        List<String> capabilities,
        SSLContext stls,
        SSLContext implicitTls) {}
