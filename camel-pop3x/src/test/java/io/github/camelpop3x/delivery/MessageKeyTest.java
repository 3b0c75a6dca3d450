package io.github.camelpop3x.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys go into logs and headers. */
class MessageKeyTest {

    @Test
    void anOrdinaryUniqueIdStandsAsItIs() {
        assertThat(new MessageKey("joe@host:995", "whqtswO00WBw418f9t5JxYwZ", 1))
                .hasToString("joe@host:995/whqtswO00WBw418f9t5JxYwZ");
    }

    @Test
    void case23_aStrangeUniqueIdPutsNothingIntoALogThatIsObeyed() {
        assertThat(new MessageKey("joe@host:995", "two words\r\u001b[31m\u0085%", 2))
                .hasToString("joe@host:995/two%20words%0D%1B[31m%85%25#2");
    }
}
