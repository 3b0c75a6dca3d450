package io.github.camelpop3x.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Serves TLS connections, each in a thread of its own: encryption is what costs there. Knows no delay. */
final class TlsListener implements Runnable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket acceptor;
    private final Supplier<MaildropImage> maildrop;
    private final Traffic traffic;

    TlsListener(SSLContext context, Supplier<MaildropImage> maildrop, Traffic traffic) throws IOException {
        this.acceptor = context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.maildrop = maildrop;
        this.traffic = traffic;
    }

    int port() {
        return acceptor.getLocalPort();
    }

    @Override
    public void run() {
        while (true) {
            try {
                Socket socket = acceptor.accept();
                Thread thread = new Thread(() -> serve(socket), "tls");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            Output answers = new Output();
            Session session = new Session(maildrop.get(), answers);
            traffic.session();
            byte[] received = new byte[BUFFER];
            byte[] sent = new byte[BUFFER];
            send(answers, sent, out);
            int count = 0;
            while (!session.over() && (count = in.read(received)) >= 0) {
                traffic.roundTrip();
                traffic.commands(session.receive(ByteBuffer.wrap(received, 0, count)));
                send(answers, sent, out);
            }
        } catch (IOException e) {
            // The client went away: nothing is owed to it any more.
        }
    }

    private static void send(Output answers, byte[] buffer, OutputStream out) throws IOException {
        for (int count = answers.drainTo(buffer); count > 0; count = answers.drainTo(buffer)) {
            out.write(buffer, 0, count);
        }
        out.flush();
    }
}
