package io.github.camelpop3x.testserver;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A POP3 server whose one message is made while it is sent, so that its size is bounded by nothing. */
public final class GeneratingServer implements AutoCloseable {

    private final ServerSocket listener;
    private final GeneratedMessage message;
    private final AtomicInteger retrievals = new AtomicInteger();
    private volatile boolean deleted;

    public GeneratingServer(GeneratedMessage message) throws IOException {
        this.message = message;
        this.listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "generating server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How often RETR was asked. */
    public int retrievals() {
        return retrievals.get();
    }

    /** Whether the message was deleted and QUIT said. */
    public boolean deleted() {
        return deleted;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                serve(socket);
            } catch (IOException e) {
                // The client went, or the server is closed.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        say(out, "+OK ready");
        boolean marked = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.toUpperCase(Locale.ROOT);
            switch (verb.matches("(UIDL|LIST) .*") ? verb : verb.split(" ", 2)[0]) {
                case "CAPA" -> say(out, "+OK\r\nUSER\r\nUIDL\r\nTOP\r\n.");
                case "STAT" -> say(out, "+OK 1 " + message.size());
                case "UIDL" -> say(out, deleted ? "+OK\r\n." : "+OK\r\n1 uid1\r\n.");
                case "LIST" -> say(out, deleted ? "+OK\r\n." : "+OK\r\n1 " + message.size() + "\r\n.");
                case "UIDL 1" -> say(out, "+OK 1 uid1");
                case "LIST 1" -> say(out, "+OK 1 " + message.size());
                case "TOP" -> {
                    out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    message.writeHeaderTo(out);
                    say(out, ".");
                }
                case "RETR" -> {
                    retrievals.incrementAndGet();
                    out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    message.writeTo(out);
                    say(out, ".");
                }
                case "DELE" -> {
                    marked = true;
                    say(out, "+OK");
                }
                case "QUIT" -> {
                    deleted |= marked;
                    say(out, "+OK");
                    return;
                }
                default -> say(out, "+OK");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
