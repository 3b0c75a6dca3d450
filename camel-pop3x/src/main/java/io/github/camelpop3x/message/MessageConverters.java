package io.github.camelpop3x.message;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** Converts bodies and {@link RawMessage} to what Camel's own converters don't. */
@Converter(generateLoader = true)
public final class MessageConverters {

    /** Only named, so that nothing of Jakarta Mail need be there. */
    private static final String MIME_MESSAGE = "jakarta.mail.internet.MimeMessage";

    private static final String ANY_MESSAGE = "jakarta.mail.Message";

    private MessageConverters() {}

    /** A stream from the first octet on. */
    @Converter
    public static InputStream toInputStream(RawMessage message) {
        return message.open();
    }

    /** All of it. */
    @Converter
    public static byte[] toBytes(RawMessage message) throws IOException {
        try (InputStream in = message.open()) {
            return in.readAllBytes();
        }
    }

    /** All of it, in the exchange's charset. */
    @Converter
    public static String toString(RawMessage message, @Nullable Exchange exchange) throws IOException {
        return new String(toBytes(message), ExchangeHelper.getCharset(exchange));
    }

    /** A copy in a temporary file that is removed when the exchange is done. */
    @Converter
    public static File toFile(RawMessage message, Exchange exchange) throws IOException {
        try (InputStream in = message.open()) {
            return copied(in::transferTo, exchange);
        }
    }

    /** A copy in a temporary file that is removed when the exchange is done. */
    @Converter
    public static File toFile(SpooledMessage body, Exchange exchange) throws IOException {
        return copied(body::writeTo, exchange);
    }

    private interface Writer {
        void writeTo(OutputStream target) throws IOException;
    }

    private static File copied(Writer content, Exchange exchange) throws IOException {
        Path path = SpoolSettings.copyFile(exchange.getContext());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    path.toFile().deleteOnExit();
                }
            }
        });
        try (OutputStream target = Files.newOutputStream(path)) {
            content.writeTo(target);
        }
        return path.toFile();
    }

    /** To Jakarta Mail's message, for which this class is asked only where there is one. */
    @Converter(fallback = true)
    public static @Nullable Object toMimeMessage(
            Class<?> type, @Nullable Exchange exchange, Object value, TypeConverterRegistry registry) throws Exception {
        if (!type.getName().equals(MIME_MESSAGE) && !type.getName().equals(ANY_MESSAGE)) {
            return null;
        }
        if (value instanceof RawMessage message) {
            return MimeMessages.of(message.open());
        }
        Object raw = exchange == null ? null : exchange.getProperty(ContentHeaders.RAW);
        if (raw instanceof RawMessage message && message.isBody(value)) {
            return MimeMessages.of(message.open());
        }
        if (value instanceof SpooledMessage body) {
            return MimeMessages.of(body.open());
        }
        return null;
    }
}
