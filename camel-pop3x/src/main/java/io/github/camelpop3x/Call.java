package io.github.camelpop3x;

import io.github.camelpop3x.client.auth.Credentials;
import io.github.camelpop3x.operation.Addresses;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange wants of a producer: its headers, and where they say nothing the options.
 *
 * @param operation what to do
 * @param addresses the messages that are named
 * @param many whether a list was named, so that a list is the answer, even of one
 * @param lines for TOP
 * @param username in place of the URI's
 * @param password in place of the URI's
 * @param options those of the endpoint
 */
record Call(
        Pop3xOperation operation,
        Addresses addresses,
        boolean many,
        int lines,
        @Nullable String username,
        @Nullable String password,
        Pop3xConfiguration options) {

    static Call of(Exchange exchange, Pop3xConfiguration options) {
        Message message = exchange.getMessage();
        Object named = message.getHeader(Pop3xConstants.OPERATION);
        Object operation = named == null ? options.getOperation() : named;
        if (operation == null) {
            throw new IllegalArgumentException(
                    "Option operation is missing, and so is the header " + Pop3xConstants.OPERATION);
        }
        String username = message.getHeader(Pop3xConstants.USERNAME, String.class);
        String password = message.getHeader(Pop3xConstants.PASSWORD, String.class);
        if ((username != null || password != null) && !options.isAllowHeaderCredentials()) {
            throw new IllegalArgumentException("The headers " + Pop3xConstants.USERNAME + " and "
                    + Pop3xConstants.PASSWORD + " are refused: allowHeaderCredentials=true lets them replace the URI's"
                    + " credentials");
        }
        Object uids = message.getHeader(Pop3xConstants.UID);
        if (uids == null) {
            uids = options.getUid();
        }
        Object numbers = uids == null ? message.getHeader(Pop3xConstants.NUMBER) : null;
        Integer lines = message.getHeader(Pop3xConstants.LINES, Integer.class);
        return new Call(
                Pop3xOperation.of(operation),
                new Addresses(strings(uids), numbers(numbers)),
                isMany(uids) || isMany(numbers),
                lines == null ? options.getLines() : lines,
                username,
                password,
                options);
    }

    private static boolean isMany(@Nullable Object named) {
        return named != null && !(named instanceof String) && !(named instanceof Number);
    }

    /** A unique-id may hold a comma: only a collection or an array names many. */
    private static List<String> strings(@Nullable Object named) {
        List<String> strings = new ArrayList<>();
        each(named).forEachRemaining(one -> strings.add(String.valueOf(one)));
        return strings;
    }

    private static List<Integer> numbers(@Nullable Object named) {
        List<Integer> numbers = new ArrayList<>();
        each(named).forEachRemaining(one -> numbers.add(number(String.valueOf(one))));
        return numbers;
    }

    private static int number(String text) {
        if (text.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "The header " + Pop3xConstants.NUMBER + " must hold message numbers, from 1, but holds '" + text + "'");
    }

    private static Iterator<?> each(@Nullable Object named) {
        if (named == null) {
            return List.of().iterator();
        }
        return named instanceof String ? List.of(named).iterator() : ObjectHelper.createIterator(named);
    }

    /** The messages, where there must be some. */
    Addresses required() {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("The operation " + operation.text() + " wants to know which message: set"
                    + " the header " + Pop3xConstants.UID + " or the option uid, or within session=exchange the header "
                    + Pop3xConstants.NUMBER);
        }
        if (!addresses.numbers().isEmpty() && options.getSession() == SessionScope.CALL) {
            throw new IllegalArgumentException("Message numbers are void outside the session that listed them: say"
                    + " session=exchange to share one, or name the message by its unique-id");
        }
        return addresses;
    }

    /** Whether the session lasts as long as the exchange. What is retrieved later or deleted at the end needs that. */
    boolean shared() {
        return options.getSession() == SessionScope.EXCHANGE || operation == Pop3xOperation.DRAIN || streaming();
    }

    boolean streaming() {
        return options.isStreaming() && operation.retrieves();
    }

    boolean failIfMissing() {
        return options.isFailIfMissing();
    }

    Credentials credentials(Pop3xEndpoint endpoint) {
        return username == null && password == null
                ? endpoint.credentials()
                : endpoint.credentials(
                        username == null ? options.getUsername() : username,
                        password == null ? options.getPassword() : password);
    }
}
