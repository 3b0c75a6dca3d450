package io.github.camelpop3x.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils messages, each time in the same way for the same seed. */
final class Mutations {

    private static final int MOST_AT_ONCE = 5;

    private static final List<String> LINES = List.of(
            "Content-Type: multipart/mixed; boundary=x",
            "Content-Type: multipart/alternative; boundary=\"x\"",
            "Content-Type: text/html; charset=utf-16",
            "Content-Type: text/plain; charset=\"",
            "Content-Type: message/rfc822",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Transfer-Encoding: x-uuencode",
            "Content-Disposition: attachment; filename*0*=utf-8''%; filename*99999999999=x; filename*=%ff",
            "Subject: =?utf-8?B?=?= =?x?Q??= =?",
            "From: (((((<<<\"\"\\",
            "Date: 99 Xyz 0000 99:99",
            "begin 644 x",
            "end",
            "--x",
            "--x--",
            "");

    private final Random random;
    private final List<byte[]> others;

    Mutations(long seed, List<byte[]> others) {
        this.random = new Random(seed);
        this.others = others;
    }

    byte[] of(byte[] message) {
        byte[] spoiled = message;
        for (int times = 1 + random.nextInt(MOST_AT_ONCE); times > 0; times--) {
            spoiled = once(spoiled);
        }
        return spoiled;
    }

    private byte[] once(byte[] message) {
        int from = at(message);
        int to = Math.min(message.length, from + 1 + random.nextInt(60));
        byte[] slice = Arrays.copyOfRange(message, from, to);
        return switch (random.nextInt(10)) {
            case 0 -> flipped(message, from);
            case 1 -> Arrays.copyOf(message, from);
            case 2 -> joined(message, from, slice, from);
            case 3 -> joined(message, from, new byte[0], to);
            case 4 -> joined(message, at(message), slice, at(message));
            case 5 -> joined(message, lineStart(message, from), line(), lineStart(message, from));
            case 6 -> joined(message, lineStart(message, from), boundary(message), lineStart(message, from));
            case 7 ->
                new String(message, StandardCharsets.ISO_8859_1)
                        .replace("\r\n", random.nextBoolean() ? "\n" : "\r")
                        .getBytes(StandardCharsets.ISO_8859_1);
            case 8 -> {
                byte[] other = others.get(random.nextInt(others.size()));
                yield joined(message, from, Arrays.copyOfRange(other, at(other), other.length), message.length);
            }
            default -> {
                byte[] noise = new byte[random.nextInt(40)];
                random.nextBytes(noise);
                yield joined(message, from, noise, to);
            }
        };
    }

    private int at(byte[] message) {
        return random.nextInt(message.length + 1);
    }

    private byte[] flipped(byte[] message, int at) {
        byte[] spoiled = message.clone();
        if (at < spoiled.length) {
            spoiled[at] ^= (byte) (1 << random.nextInt(8));
        }
        return spoiled;
    }

    private static int lineStart(byte[] message, int at) {
        int start = at;
        while (start > 0 && message[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private byte[] line() {
        return (LINES.get(random.nextInt(LINES.size())) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A line of the message that begins with two dashes, its end spoiled sometimes. */
    private byte[] boundary(byte[] message) {
        List<String> lines = new String(message, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("--"))
                .toList();
        String line = lines.isEmpty() ? "--x" : lines.get(random.nextInt(lines.size()));
        List<String> variants =
                List.of(line, line + "--", line + " ", line + "x", line.substring(0, line.length() - 1));
        return (variants.get(random.nextInt(variants.size())) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] message, int to, byte[] middle, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(message, 0, to);
        joined.writeBytes(middle);
        joined.write(message, from, message.length - from);
        return joined.toByteArray();
    }
}
