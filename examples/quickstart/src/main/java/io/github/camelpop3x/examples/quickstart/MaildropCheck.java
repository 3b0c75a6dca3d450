package io.github.camelpop3x.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Asks a server how many messages a maildrop holds, in a session of its own and with nothing but a socket: what it says
 * doesn't depend on the component that it checks.
 */
final class MaildropCheck {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final BufferedReader replies;
    private final OutputStream commands;

    private MaildropCheck(SSLSocket socket) throws IOException {
        this.replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        this.commands = socket.getOutputStream();
    }

    /** The number of messages that the server has for this user. */
    static int count(SSLContext trust, String host, int port, String user, String password) throws IOException {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket()) {
            SSLParameters verifyHostName = socket.getSSLParameters();
            verifyHostName.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(verifyHostName);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new MaildropCheck(socket).count(user, password);
        }
    }

    private int count(String user, String password) throws IOException {
        readOk();
        send("USER " + user);
        send("PASS " + password);
        String[] stat = send("STAT").split(" ", -1);
        send("QUIT");
        return Integer.parseInt(stat[1]);
    }

    private String send(String command) throws IOException {
        commands.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        commands.flush();
        return readOk();
    }

    private String readOk() throws IOException {
        String reply = replies.readLine();
        if (reply == null || !reply.startsWith("+OK")) {
            throw new IOException("the server answered " + reply);
        }
        return reply;
    }
}
