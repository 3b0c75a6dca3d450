package io.github.camelpop3x.benchmarks.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does something for each maildrop of a target: for all at the same time where the JVM has virtual threads, otherwise for
 * as many as the target says.
 */
final class Accounts implements AutoCloseable {

    /** What is done for one maildrop. */
    interface Task {
        void run(int account) throws Exception;
    }

    private final int accounts;
    private final ExecutorService workers;

    Accounts(Target target) {
        this.accounts = target.accounts();
        this.workers = workers(Math.min(target.threads(), accounts));
    }

    /** Virtual threads are there from JDK 21 on; this is compiled for 17. */
    private static ExecutorService workers(int threads) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newFixedThreadPool(threads);
        }
    }

    /** In this thread if there is only one. */
    void each(Task task) throws Exception {
        if (accounts == 1) {
            task.run(0);
            return;
        }
        List<Callable<Void>> calls = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            int one = account;
            calls.add(() -> {
                task.run(one);
                return null;
            });
        }
        for (Future<Void> done : workers.invokeAll(calls)) {
            done.get();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
