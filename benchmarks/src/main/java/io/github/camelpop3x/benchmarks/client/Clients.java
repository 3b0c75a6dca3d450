package io.github.camelpop3x.benchmarks.client;

/** The clients by their names. {@code pop3x?options} is our consumer with further options of its URI. */
final class Clients {

    private static final String POP3X = "pop3x";
    private static final String URI = "uri:";

    private Clients() {}

    static Drain of(String name, Target target) throws Exception {
        if (name.startsWith(URI)) {
            return new CamelRoutes(target, name.substring(URI.length()));
        }
        if (name.equals(POP3X) || name.startsWith(POP3X + "?")) {
            return new CamelRoutes(target, pop3x(target, name.substring(POP3X.length())));
        }
        return switch (name) {
            case "limit" -> new Limit(target);
            case "bare" -> new Bare(target);
            case "camel-floor" -> new CamelFloor(target);
            case "camel-mail" -> new CamelRoutes(target, camelMail(target));
            case "angus" -> new Angus(target);
            case "commons-net" -> new CommonsNet(target);
            default -> throw new IllegalArgumentException("There is no client " + name);
        };
    }

    private static String pop3x(Target target, String options) {
        return (target.tls() ? "pop3xs:" : "pop3x:") + Target.HOST
                + ":{port}?username={user}&password=" + Target.PASSWORD
                + (target.tls() ? "" : "&tls=none")
                + (target.known() ? "&delete=false" : "") + "&maxListing=1000000" + options.replace('?', '&');
    }

    /** With its defaults it leaves messages on the server and takes them again in each poll. */
    private static String camelMail(Target target) {
        return (target.tls() ? "pop3s://" : "pop3://") + Target.HOST
                + ":{port}?username={user}&password=" + Target.PASSWORD + "&fetchSize=-1"
                + (target.known() ? "&idempotentRepository=#known" : "&delete=true");
    }
}
