package io.github.camelpop3x.client.auth;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * GSSAPI with Kerberos 5 (RFC 4752), by the JDK. The ticket comes from the JAAS entry
 * {@code com.sun.security.jgss.krb5.initiate}, if the JVM is configured with one, else from the ticket cache of the
 * system's user.
 *
 * <p>The only mechanism that isn't pure: the JDK asks the KDC for the service's ticket, and only {@code kdc_timeout} of
 * krb5.conf bounds that.
 */
final class GssapiMechanism implements SaslMechanism {

    private static final String ENTRY = "com.sun.security.jgss.krb5.initiate";
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private final JdkSaslMechanism jdk = new JdkSaslMechanism("GSSAPI", Secret.NONE);

    @Override
    public String name() {
        return jdk.name();
    }

    @Override
    public Secret needs() {
        return Secret.NONE;
    }

    @Override
    public boolean sendsSecretInClear() {
        return false;
    }

    /** The first token is thousands of octets long. */
    @Override
    public boolean initialResponseInCommand() {
        return false;
    }

    @Override
    public SaslExchange start(Credentials credentials, ChannelContext channel) throws MechanismException {
        LoginContext login = login(credentials);
        Subject subject = login.getSubject();
        return new Exchange(login, as(subject, () -> jdk.start(credentials, channel)));
    }

    private static LoginContext login(Credentials credentials) throws MechanismException {
        try {
            LoginContext login = new LoginContext(
                    ENTRY, null, new JdkSaslMechanism.Answers(credentials.username(), null), configuration());
            login.login();
            return login;
        } catch (LoginException | SecurityException e) {
            throw new MechanismException("there is no Kerberos ticket: " + JdkSaslMechanism.withoutDetail(e));
        }
    }

    private static Configuration configuration() {
        try {
            Configuration configured = Configuration.getConfiguration();
            if (configured.getAppConfigurationEntry(ENTRY) != null) {
                return configured;
            }
        } catch (SecurityException e) {
            // No configuration at all.
        }
        return new TicketCache();
    }

    private static <T> T as(Subject subject, PrivilegedExceptionAction<T> action) throws MechanismException {
        try {
            return Subject.doAs(subject, action);
        } catch (PrivilegedActionException e) {
            if (e.getCause() instanceof MechanismException cause) {
                throw cause;
            }
            throw new MechanismException(JdkSaslMechanism.withoutDetail(e));
        }
    }

    /** What is used where JAAS isn't configured. */
    private static final class TicketCache extends Configuration {

        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            Map<String, String> options = Map.of("useTicketCache", "true", "doNotPrompt", "true");
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
            };
        }
    }

    /** The JDK's exchange, run as the ticket's owner. */
    private static final class Exchange implements SaslExchange {

        private final LoginContext login;
        private final SaslExchange jdk;

        Exchange(LoginContext login, SaslExchange jdk) {
            this.login = login;
            this.jdk = jdk;
        }

        @Override
        public byte @Nullable [] initialResponse() throws MechanismException {
            return as(login.getSubject(), jdk::initialResponse);
        }

        @Override
        public byte[] respond(byte[] challenge) throws MechanismException {
            return as(login.getSubject(), () -> jdk.respond(challenge));
        }

        @Override
        public boolean complete() {
            return jdk.complete();
        }

        @Override
        public boolean proofSent() {
            return jdk.proofSent();
        }

        @Override
        public void dispose() {
            jdk.dispose();
            try {
                login.logout();
            } catch (LoginException e) {
                // The ticket isn't ours.
            }
        }
    }
}
