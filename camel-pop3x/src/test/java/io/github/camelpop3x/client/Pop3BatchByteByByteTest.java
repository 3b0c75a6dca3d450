package io.github.camelpop3x.client;

import io.github.camelpop3x.client.Conversation.Torn;

/** Wire case 10: the same where the server's octets come one by one. */
class Pop3BatchByteByByteTest extends Pop3BatchTest {

    @Override
    Torn torn() {
        return Torn.BYTE_BY_BYTE;
    }
}
