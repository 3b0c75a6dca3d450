package io.github.camelpop3x.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.client.SessionOver;
import io.github.camelpop3x.client.model.Capabilities;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.Pop3CommandException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.client.wire.Reply;
import java.util.List;

/** What a refusal means: some answer for any text, the same for all that carry the same code. */
class RefusalFuzzTest {

    private static final Capabilities WITH_CODES = Capabilities.parse(List.of("RESP-CODES", "LOGIN-DELAY 77"));

    @FuzzTest
    void anyText(byte[] input) {
        Reply reply = new Reply(Reply.Status.ERR, new String(input, ISO_8859_1));
        for (boolean login : new boolean[] {true, false}) {
            check(SessionOver.refusal(login, reply, Capabilities.NONE));
            Pop3CommandException coded = SessionOver.refusal(login, reply, WITH_CODES);
            check(coded);
            ResponseCode code = ResponseCode.of(reply.text());
            assertThat(coded.code()).isEqualTo(code);
            if (code == ResponseCode.AUTH || code == ResponseCode.SYS_PERM) {
                assertThat(coded).isNotInstanceOf(Pop3BusyException.class);
            }
            if (code == ResponseCode.IN_USE || code == ResponseCode.LOGIN_DELAY) {
                assertThat(coded).isInstanceOf(Pop3BusyException.class);
            }
            if (!login) {
                assertThat(coded).isNotInstanceOf(Pop3AuthenticationException.class);
            }
        }
    }

    private static void check(Pop3CommandException refusal) {
        Safe.toShow(String.valueOf(refusal.getMessage()));
        if (refusal instanceof Pop3BusyException busy) {
            assertThat(busy.retryAfter().isNegative()).isFalse();
        }
    }
}
