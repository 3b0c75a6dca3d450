package io.github.camelpop3x.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelpop3x.message.AnyOctets;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A whole message: any octets become an exchange, without an exception and without being read more than a few times. */
class MimeFuzzTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    @FuzzTest
    void anyOctets(byte[] message) throws IOException {
        AnyOctets.becomeAnExchange(message, CONTEXT);
        AnyOctets.areReadOnce(message);
    }
}
