package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy of SOCKS version 5 or of HTTP that takes every host's name for the loopback interface: a name that nobody else
 * can resolve shows that the proxy was to do it. Lifecycle: running until {@link #close()}. Thread-safe.
 */
public final class TestProxy implements AutoCloseable {

    private final RawServer server;
    private final String credentials;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TestProxy(boolean socks, String credentials) throws IOException {
        this.credentials = credentials;
        server = RawServer.start((client, raw) -> {
            Socket behind = socks ? socks(client) : http(client);
            if (behind != null) {
                try (behind) {
                    RawServer.thread("proxy-to-server", () -> raw.copy(client, behind, Duration.ZERO));
                    raw.copy(behind, client, Duration.ZERO);
                }
            }
        });
    }

    /**
     * Speaks SOCKS version 5.
     *
     * @param credentials name and password with a colon between them, null where it wants none
     */
    public static TestProxy socks5(String credentials) throws IOException {
        return new TestProxy(true, credentials);
    }

    /** Speaks HTTP's CONNECT; credentials as for {@link #socks5}. */
    public static TestProxy http(String credentials) throws IOException {
        return new TestProxy(false, credentials);
    }

    public int port() {
        return server.port();
    }

    /** Where it was asked to connect to, as it was asked. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    private Socket socks(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readUnsignedByte();
        String methods = text(in);
        if (methods.indexOf(credentials == null ? 0 : 2) < 0) {
            out.write(new byte[] {5, (byte) 0xff});
            return null;
        }
        out.write(new byte[] {5, (byte) (credentials == null ? 0 : 2)});
        if (credentials != null) {
            in.readUnsignedByte();
            boolean right = credentials.equals(utf8(text(in)) + ":" + utf8(text(in)));
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return null;
            }
        }
        in.readFully(new byte[3]);
        String host =
                switch (in.readUnsignedByte()) {
                    case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
                    case 4 -> "[" + InetAddress.getByAddress(in.readNBytes(16)).getHostAddress() + "]";
                    default -> text(in);
                };
        int port = in.readUnsignedShort();
        requests.add(host + ":" + port);
        try {
            Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), port);
            // A name as bound address: the client must skip as many octets as it says.
            out.write(("\5\0\0\3\11localhost" + "\0\0").getBytes(ISO_8859_1));
            return behind;
        } catch (IOException e) {
            out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
            return null;
        }
    }

    private Socket http(Socket client) throws IOException {
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            head += (char) new DataInputStream(client.getInputStream()).readUnsignedByte();
        }
        OutputStream out = client.getOutputStream();
        String expected = "\r\nProxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString(String.valueOf(credentials).getBytes(UTF_8)) + "\r\n";
        if (credentials != null && !head.contains(expected)) {
            out.write("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n".getBytes(UTF_8));
            return null;
        }
        String target = head.split(" ", -1)[1];
        requests.add(target);
        try {
            int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
            Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), port);
            out.write("HTTP/1.1 200 Go on\r\nVia: me\r\n\r\n".getBytes(UTF_8));
            return behind;
        } catch (IOException e) {
            out.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nno\n".getBytes(UTF_8));
            return null;
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(ISO_8859_1), UTF_8);
    }
}
