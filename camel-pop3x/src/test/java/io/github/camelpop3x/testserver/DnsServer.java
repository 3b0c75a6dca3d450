package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers questions for SRV records over UDP on the loopback interface (RFC 1035, RFC 2782); names that it doesn't know
 * don't exist. Lifecycle: running until {@link #close()}. Thread-safe; one daemon thread.
 */
public final class DnsServer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int SRV = 33;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    public DnsServer() throws IOException {
        RawServer.thread("dns-server", this::answerAll);
    }

    /** Knows this name from now on; each record is {@code priority weight port target}. */
    public DnsServer srv(String name, String... answers) {
        records.put(name, List.of(answers));
        return this;
    }

    /** Answers nothing from now on. */
    public DnsServer silent() {
        silent = true;
        return this;
    }

    /** As JNDI wants it. */
    public String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** The names that were asked for, repetitions included. */
    public List<String> questions() {
        return questions;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void answerAll() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (!silent) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (query[at] != 0) {
            name.append(name.isEmpty() ? "" : ".").append(new String(query, at + 1, query[at], US_ASCII));
            at += query[at] + 1;
        }
        String asked = name.toString().toLowerCase(Locale.ROOT);
        questions.add(asked);
        List<String> found = query[at + 2] == SRV ? records.get(asked) : null;
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.write(query, 0, 2);
        out.writeShort(found == null ? 0x8183 : 0x8180);
        out.writeShort(1);
        out.writeShort(found == null ? 0 : found.size());
        out.writeInt(0);
        out.write(query, HEADER, at + 5 - HEADER);
        if (found != null) {
            for (String record : found) {
                write(record, out);
            }
        }
        return octets.toByteArray();
    }

    private static void write(String record, DataOutputStream out) throws IOException {
        String[] fields = record.split(" ", -1);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        for (String label : fields[3].split("\\.", -1)) {
            if (!label.isEmpty()) {
                target.write(label.length());
                target.write(label.getBytes(US_ASCII));
            }
        }
        target.write(0);
        // The name of the question, by a pointer to it; class IN; a second to live.
        out.writeShort(0xc000 | HEADER);
        out.writeShort(SRV);
        out.writeShort(1);
        out.writeInt(1);
        out.writeShort(6 + target.size());
        for (int i = 0; i < 3; i++) {
            out.writeShort(Integer.parseInt(fields[i]));
        }
        out.write(target.toByteArray());
    }
}
