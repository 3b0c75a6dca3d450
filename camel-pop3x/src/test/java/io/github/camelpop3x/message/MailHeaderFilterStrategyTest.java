package io.github.camelpop3x.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What a user may set on the filter; which headers it is there for is in HeaderInjectionTest. */
class MailHeaderFilterStrategyTest {

    private final MailHeaderFilterStrategy filter = new MailHeaderFilterStrategy();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    private boolean keepsOut(String name) {
        return filter.applyFilterToExternalHeaders(name, "x", exchange);
    }

    @Test
    void prefixesAreThoseOfTheDefaultUnlessOthersAreSet() {
        assertThat(keepsOut("CAMELx")).isTrue();
        assertThat(keepsOut("Came")).isFalse();
        filter.setInFilterStartsWith("x-spam");
        assertThat(keepsOut("CAMELx")).isFalse();
        assertThat(keepsOut("X-SPAM-Flag")).isTrue();
        filter.setLowerCase(false);
        assertThat(keepsOut("X-SPAM-Flag")).isFalse();
        assertThat(keepsOut("x-spam-Flag")).isTrue();
        filter.setInFilterStartsWith((String[]) null);
        assertThat(keepsOut("x-spam-Flag")).isFalse();
    }

    @Test
    void namesAndPatternsMayBeAdded() {
        filter.setInFilter(Set.of("Bcc"));
        filter.setInFilterPattern("X-.*");
        assertThat(keepsOut("BCC")).isTrue();
        assertThat(keepsOut("X-Mailer")).isTrue();
        assertThat(keepsOut("camelFileName")).isTrue();
        assertThat(keepsOut("Subject")).isFalse();
    }

    @Test
    void onlyWhatMatchesMayBeLetIn() {
        filter.setInFilterStartsWith("subject");
        filter.setFilterOnMatch(false);
        assertThat(keepsOut("Subject")).isFalse();
        assertThat(keepsOut("From")).isTrue();
    }

    @Test
    void nothingIsKeptOutOnTheWayOut() {
        assertThat(filter.applyFilterToCamelHeaders("CamelFileName", "x", exchange))
                .isFalse();
    }

    /** The small letter of I is another one there, and Camel's own comparison takes the JVM's locale. */
    @Test
    void noHeaderGetsInByTurkishLetters() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(keepsOut("MAIL.SMTP.host")).isTrue();
        } finally {
            Locale.setDefault(usual);
        }
    }
}
