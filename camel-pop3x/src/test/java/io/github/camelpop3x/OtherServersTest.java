package io.github.camelpop3x;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpop3x.client.Pop3Session;
import io.github.camelpop3x.client.model.Pop3AuthenticationException;
import io.github.camelpop3x.client.model.Pop3BusyException;
import io.github.camelpop3x.client.model.ResponseCode;
import io.github.camelpop3x.testserver.CourierServer;
import io.github.camelpop3x.testserver.MailutilsServer;
import io.github.camelpop3x.testserver.Popa3dServer;
import io.github.camelpop3x.testserver.RealServer;
import io.github.camelpop3x.testserver.RequiresServer;
import io.github.camelpop3x.testserver.SolidPop3dServer;
import io.github.camelpop3x.testserver.UnpackedServer;
import io.github.camelpop3x.testserver.VariedMails;
import io.github.camelpop3x.testserver.VariedMails.Kind;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Real servers other than Dovecot; docs/servers.md says what each does in its own way. */
class OtherServersTest {

    @Nested
    @RequiresServer(RealServer.COURIER)
    class Courier extends RealServerContract {

        @Override
        UnpackedServer make() throws IOException {
            return new CourierServer(USER, PASSWORD);
        }

        /** Courier puts these into a report of its own, unless the client has said UTF8. */
        @Override
        Set<Kind> unfaithful() {
            return EnumSet.of(Kind.UTF_8_HEADERS, Kind.LATIN_1_HEADER);
        }

        @Test
        void offersPipeliningAndUtf8() throws Exception {
            try (Pop3Session session = open()) {
                assertThat(session.offersApop()).isFalse();
                assertThat(session.pipelining()).isTrue();
                assertThat(session.capabilities().utf8()).isTrue();
                assertThat(session.capabilities().responseCodes()).isFalse();
                assertThat(session.capabilities().loginDelaySeconds()).hasValue(10);
                assertThat(session.capabilities().saslMechanisms())
                        .containsExactly("PLAIN", "LOGIN", "CRAM-MD5", "CRAM-SHA1", "CRAM-SHA256");
            }
        }

        @Test
        void aMailWithAnUtf8HeaderComesInAReport() throws Exception {
            byte[] mail = VariedMails.mail(1, Kind.UTF_8_HEADERS.ordinal());
            server.deliver(mail);
            try (Pop3Session session = open()) {
                assertThat(retr(session, 1))
                        .contains("Subject: Cannot display Unicode content\r\n")
                        .contains("\r\n\r\n" + text(mail) + "\r\n--=_");
            }
        }

        @Test
        void locksNothing() throws Exception {
            deliver(2);
            try (Pop3Session first = open();
                    Pop3Session second = open()) {
                second.dele(1);
                assertThat(second.quit().committed()).isTrue();
                assertThat(first.stat().messages()).isEqualTo(2);
                assertThat(retr(first, 2)).isNotEmpty();
            }
        }
    }

    @Nested
    @RequiresServer(RealServer.MAILUTILS)
    class Mailutils extends RealServerContract {

        @Override
        UnpackedServer make() throws IOException {
            return new MailutilsServer(USER, PASSWORD);
        }

        /**
         * It doesn't list a message that has no header or no empty line after it, drops what follows a header line that
         * it can't read, changes some headers that are repeated, and takes the {@code >} from a line {@code >From}.
         */
        @Override
        Set<Kind> unfaithful() {
            return EnumSet.of(
                    Kind.BLANK,
                    Kind.ONE_BYTE_LINE,
                    Kind.NO_BODY,
                    Kind.LATIN_1_HEADER,
                    Kind.REPEATED_HEADERS,
                    Kind.LOOKS_LIKE_POP3);
        }

        /** After UIDL each message has one more header line, which LIST doesn't count. */
        @Override
        String unchanged(String received) {
            return received.replaceFirst("(?m)^X-UIDL: [0-9a-f.]+\r\n", "");
        }

        @Test
        void offersPipeliningAndApopAndAnUnreadableCapability() throws Exception {
            try (Pop3Session session = open()) {
                assertThat(session.offersApop()).isTrue();
                assertThat(session.pipelining()).isTrue();
                assertThat(session.capabilities().responseCodes()).isTrue();
                assertThat(session.capabilities().has("EXPIRENEVER")).isTrue();
                assertThat(session.capabilities().expireDays()).isEmpty();
            }
        }

        @Test
        void apopLogsIn() throws Exception {
            try (Pop3Session session = client().connect(deadline())) {
                session.apop(USER, PASSWORD);
                assertThat(session.stat().messages()).isZero();
            }
        }

        @Test
        void aWrongDigestIsRefused() throws Exception {
            try (Pop3Session session = client().connect(deadline())) {
                assertThatThrownBy(() -> session.apop(USER, "wrong")).isInstanceOf(Pop3AuthenticationException.class);
            }
        }

        @Test
        void aSecondSessionIsToldThatTheMaildropIsInUse() throws Exception {
            deliver(1);
            try (Pop3Session first = open()) {
                assertThatThrownBy(this::open).isInstanceOfSatisfying(Pop3BusyException.class, e -> assertThat(e.code())
                        .isEqualTo(ResponseCode.IN_USE));
                assertThat(first.stat().messages()).isEqualTo(1);
            }
        }

        @Test
        void moreComesThanListSaid() throws Exception {
            deliver(1);
            try (Pop3Session session = open()) {
                long listed = session.list(1).size();
                String uid = session.uidl(1).uid();
                assertThat(retr(session, 1)).contains("X-UIDL: " + uid + "\r\n").hasSizeGreaterThan((int) listed + 50);
            }
        }
    }

    @Nested
    @RequiresServer(RealServer.POPA3D)
    class Popa3d extends RealServerContract {

        @Override
        UnpackedServer make() throws IOException {
            return new Popa3dServer(USER, PASSWORD);
        }

        /**
         * It ends a header by an empty line where the message ends, and the mbox has a {@code >} before a line that
         * begins with {@code From}.
         */
        @Override
        Set<Kind> unfaithful() {
            return EnumSet.of(Kind.NO_BODY, Kind.ONE_BYTE_LINE, Kind.LOOKS_LIKE_POP3);
        }

        /** It is made of some header lines only: mails that have none of these, or an unreadable header, share one. */
        @Override
        boolean uniqueIdsAreUnique() {
            return false;
        }

        @Test
        void refusesCapa() throws Exception {
            try (Pop3Session session = open()) {
                assertThat(session.offersApop()).isFalse();
                assertThat(session.greeting()).isEmpty();
                assertThat(session.capabilities().has("TOP")).isFalse();
                assertThat(session.pipelining()).isFalse();
            }
        }

        /** Wire case 23: the subject and the body don't count. */
        @Test
        void twoMailsThatShareAUniqueIdBothArrive() throws Exception {
            server.deliver("Subject: a\r\n\r\none\r\n".getBytes(US_ASCII));
            server.deliver("Subject: b\r\n\r\ntwo\r\n".getBytes(US_ASCII));
            assertThat(uids().stream().distinct()).hasSize(1);
            assertThat(drain("auto")).containsExactly("Subject: a\r\n\r\none\r\n", "Subject: b\r\n\r\ntwo\r\n");
            settled(0);
        }

        @Test
        void aMaildropThatAnotherSessionChangesIsALostStream() throws Exception {
            aMessageThatAnotherSessionDeletedIsALostStream();
        }
    }

    @Nested
    @RequiresServer(RealServer.SOLID_POP3D)
    class SolidPop3d extends RealServerContract {

        @Override
        UnpackedServer make() throws IOException {
            return new SolidPop3dServer(USER, PASSWORD);
        }

        @Override
        Set<Kind> unfaithful() {
            return EnumSet.noneOf(Kind.class);
        }

        /** The order is the folder's own, and another one when messages have moved from new to cur. */
        @Override
        boolean numbersInOrderOfDelivery() {
            return false;
        }

        @Test
        void knowsNoCapa() throws Exception {
            try (Pop3Session session = open()) {
                assertThat(session.offersApop()).isTrue();
                assertThat(session.capabilities().has("TOP")).isFalse();
                assertThat(session.pipelining()).isFalse();
            }
        }

        @Test
        void apopLogsIn() throws Exception {
            try (Pop3Session session = client().connect(deadline())) {
                session.apop(USER, PASSWORD);
                assertThat(session.stat().messages()).isZero();
            }
        }

        @Test
        void aWrongDigestIsRefused() throws Exception {
            try (Pop3Session session = client().connect(deadline())) {
                assertThatThrownBy(() -> session.apop(USER, "wrong")).isInstanceOf(Pop3AuthenticationException.class);
            }
        }

        @Test
        void passLogsInToo() throws Exception {
            try (Pop3Session session = client().connect(deadline())) {
                session.user(USER);
                session.pass(PASSWORD);
                assertThat(session.stat().messages()).isZero();
            }
        }

        @Test
        void aMaildropThatAnotherSessionChangesIsALostStream() throws Exception {
            aMessageThatAnotherSessionDeletedIsALostStream();
        }
    }
}
