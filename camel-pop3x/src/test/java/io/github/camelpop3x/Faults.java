package io.github.camelpop3x;

import io.github.camelpop3x.testserver.Effect;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can befall one command, by the name that it has in tests and tables. */
final class Faults {

    private Faults() {}

    static Map<String, Effect> all() {
        Map<String, Effect> faults = new LinkedHashMap<>();
        faults.put("cut before", Effect.cutBefore());
        faults.put("cut after executing", Effect.cutAfterExecuting());
        faults.put("cut in reply", Effect.cutInReply(4));
        faults.put("cut after reply", Effect.cutAfterReply());
        faults.put("stall", Effect.stall());
        faults.put("stall in reply", Effect.stallInReply(5));
        faults.put("reset", Effect.reset());
        faults.put("-ERR", Effect.err("no"));
        faults.put("-ERR after executing", Effect.errAfterExecuting("no"));
        return faults;
    }
}
