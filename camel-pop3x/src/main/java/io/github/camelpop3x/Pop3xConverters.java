package io.github.camelpop3x;

import io.github.camelpop3x.client.model.MaildropStatus;
import io.github.camelpop3x.client.model.MessageEntry;
import io.github.camelpop3x.observe.LedgerRow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Converter;

/** What a producer answers, as maps. */
@Converter(generateLoader = true)
public final class Pop3xConverters {

    private Pop3xConverters() {}

    /** {@code number}, {@code uid} and {@code size}, as far as they are known. */
    @Converter
    public static Map<String, Object> toMap(MessageEntry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", entry.number());
        if (entry.uid() != null) {
            map.put("uid", entry.uid());
        }
        if (entry.size() != MessageEntry.UNKNOWN_SIZE) {
            map.put("size", entry.size());
        }
        return map;
    }

    /** {@code messages} and {@code octets}. */
    @Converter
    public static Map<String, Object> toMap(MaildropStatus status) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("messages", status.messages());
        map.put("octets", status.octets());
        return map;
    }

    /** The row's columns. */
    @Converter
    public static Map<String, Object> toMap(LedgerRow row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uid", row.uid());
        map.put("state", row.state());
        map.put("attempts", row.attempts());
        map.put("since", row.since());
        if (row.reason() != null) {
            map.put("reason", row.reason());
        }
        return map;
    }
}
