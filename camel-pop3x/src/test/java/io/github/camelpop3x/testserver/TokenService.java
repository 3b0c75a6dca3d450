package io.github.camelpop3x.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OAuth 2.0 token service on the loopback interface: hands out tokens by client credentials (RFC 6749, section 4.4)
 * and tells mail servers whom a token is for (RFC 7662). Lifecycle: running from its constructor until {@link #close()}.
 * Thread-safe.
 */
public final class TokenService implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern ASKED = Pattern.compile("(?:^|&)token=([^&]+)");
    private static final String CLIENT = "grant_type=client_credentials&client_id=camel&client_secret=s3cret&scope=";

    private final HttpServer http;
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();

    /** A service that runs. */
    public TokenService() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/token", this::token);
        http.createContext("/introspect", this::introspect);
        http.start();
    }

    /** Where mail servers ask. */
    public URI introspection() {
        return uri("/introspect");
    }

    /** How many tokens were handed out. */
    public int issued() {
        return issued.get();
    }

    /** Declares all tokens void. */
    public void revokeAll() {
        users.clear();
    }

    /** Fetches a token for a user over HTTP, as a client of the service does. */
    public String fetch(String user) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri("/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(CLIENT + user))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            Matcher matcher = TOKEN.matcher(response.body());
            if (response.statusCode() != 200 || !matcher.find()) {
                throw new IOException("the token service answers " + response.statusCode());
            }
            return matcher.group(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = form(exchange);
        if (!form.startsWith(CLIENT)) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String token = UUID.randomUUID().toString();
        users.put(token, form.substring(CLIENT.length()));
        issued.incrementAndGet();
        answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":60}");
    }

    private void introspect(HttpExchange exchange) throws IOException {
        String form = form(exchange);
        Matcher asked = ASKED.matcher(form);
        String user = asked.find() ? users.get(asked.group(1)) : null;
        answer(exchange, 200, user == null ? "{\"active\":false}" : "{\"active\":true,\"username\":\"" + user + "\"}");
    }

    private static String form(HttpExchange exchange) throws IOException {
        return URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] octets = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }
}
