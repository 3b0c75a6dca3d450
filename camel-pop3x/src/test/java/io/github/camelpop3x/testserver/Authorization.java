package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The AUTHORIZATION state: finds out who the client is and locks the maildrop. Ends when {@link #opened()} has it, and
 * whoever takes it must unlock it. Names and passwords are UTF-8. Not thread-safe.
 */
final class Authorization {

    private static final Reply REFUSED = Reply.err("[AUTH] invalid user name or password");

    private final Offer offer;
    private final String timestamp;
    private String user;
    private boolean awaitsResponse;
    private Maildrop opened;

    /** With the timestamp that the greeting showed. */
    Authorization(Offer offer, String timestamp) {
        this.offer = offer;
        this.timestamp = timestamp;
    }

    Reply answer(Command command) {
        String user = this.user;
        // PASS must come right after the USER that it belongs to.
        this.user = null;
        return switch (command.verb()) {
            case "USER" -> user(command);
            case "PASS" -> pass(command, user);
            case "APOP" -> apop(command.arguments());
            case "AUTH" -> auth(command.arguments());
            default -> Reply.err("not a command of the AUTHORIZATION state");
        };
    }

    /** Whether the client's next line is no command but its response to a SASL challenge. */
    boolean awaitsResponse() {
        return awaitsResponse;
    }

    Reply respond(String response) {
        awaitsResponse = false;
        return response.equals("*") ? Reply.err("cancelled") : plain(response);
    }

    /** The maildrop, locked if this server locks, once the client is known. */
    Optional<Maildrop> opened() {
        return Optional.ofNullable(opened);
    }

    private Reply user(Command command) {
        if (!command.hasArgument() || command.argument().isEmpty()) {
            return Reply.err("USER takes a name");
        }
        user = utf8(command.argument());
        return Reply.ok("now the password");
    }

    private Reply pass(Command command, String user) {
        if (user == null) {
            return Reply.err("USER comes first");
        }
        if (!command.hasArgument()) {
            return Reply.err("PASS takes a password");
        }
        return open(user, utf8(command.argument())::equals);
    }

    private Reply apop(String[] arguments) {
        if (!offer.apop()) {
            return Reply.err("no APOP here");
        }
        if (arguments.length != 2) {
            return Reply.err("APOP takes a name and a digest");
        }
        return open(utf8(arguments[0]), password -> md5(timestamp + password).equals(arguments[1]));
    }

    private Reply auth(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].toUpperCase(Locale.ROOT).equals("PLAIN")) {
            return Reply.err("unknown mechanism");
        }
        if (arguments.length == 1) {
            awaitsResponse = true;
            return Reply.line("+ ");
        }
        return arguments.length == 2 ? plain(arguments[1]) : Reply.err("AUTH takes one initial response");
    }

    private Reply plain(String response) {
        String message;
        try {
            message = new String(Base64.getDecoder().decode(response.getBytes(ISO_8859_1)), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Reply.err("malformed response");
        }
        String[] parts = message.split("\0", -1);
        if (parts.length != 3) {
            return Reply.err("malformed response");
        }
        boolean forItself = parts[0].isEmpty() || parts[0].equals(parts[1]);
        return open(parts[1], password -> forItself && password.equals(parts[2]));
    }

    private Reply open(String user, Predicate<String> password) {
        Maildrop maildrop = offer.maildrops().get(user);
        if (maildrop == null || !password.test(maildrop.password())) {
            return REFUSED;
        }
        if (offer.locking() && !maildrop.lock()) {
            return Reply.err("[IN-USE] another session has the maildrop");
        }
        opened = maildrop;
        return Reply.ok("maildrop locked and ready");
    }

    private static String utf8(String text) {
        return new String(text.getBytes(ISO_8859_1), UTF_8);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
