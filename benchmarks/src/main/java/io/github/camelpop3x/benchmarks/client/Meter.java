package io.github.camelpop3x.benchmarks.client;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Measures this process: a round's time, CPU, allocated octets of all threads and peak of memory, and what it holds. */
final class Meter {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");
    private static final String PEAK = "VmHWM:";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Runs one round. */
    Round measure(Drain drain, Tally tally) throws Exception {
        tally.reset();
        resetPeak();
        Map<Long, Long> allocatedBefore = allocated();
        long cpuBefore = system.getProcessCpuTime();
        long began = System.nanoTime();
        drain.round(tally);
        long nanos = System.nanoTime() - began;
        long cpu = system.getProcessCpuTime() - cpuBefore;
        return new Round(nanos, cpu, since(allocatedBefore), peakMemory(), tally.messages(), tally.octets());
    }

    /** What is in use once everything is gone that nobody needs. */
    Footprint footprint() throws IOException {
        long peak = peakMemory();
        // Twice: what a cleaner or a reference queue still held after the first is free after the second.
        System.gc();
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), peak);
    }

    private Map<Long, Long> allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] octets = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            byThread.put(ids[i], octets[i]);
        }
        return byThread;
    }

    /** What threads that ended meanwhile had allocated isn't known, so the clients keep theirs. */
    private long since(Map<Long, Long> before) {
        return allocated().entrySet().stream()
                .mapToLong(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    private static void resetPeak() throws IOException {
        if (Files.isWritable(CLEAR_REFS)) {
            // 5 resets the peak of the resident set (proc(5)).
            Files.writeString(CLEAR_REFS, "5");
        }
    }

    /** The peak of the resident set in octets; 0 where the system doesn't say it. */
    private static long peakMemory() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(PEAK)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }
}
