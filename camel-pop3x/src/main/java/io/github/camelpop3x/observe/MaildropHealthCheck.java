package io.github.camelpop3x.observe;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's health check of a polling consumer, DOWN while polls fail, with what an operator asks next as details. Messages
 * that are held block nobody and leave it UP. Never talks to the server or the ledger.
 */
public final class MaildropHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final MaildropMonitor maildrop;

    /** The check of one consumer. */
    public MaildropHealthCheck(ScheduledPollConsumer consumer, MaildropMonitor maildrop) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.maildrop = maildrop;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result plain = super.call(options);
        HealthCheckResultBuilder detailed = HealthCheckResultBuilder.on(this)
                .state(plain.getState())
                .details(plain.getDetails())
                .detail("pop3x.account", maildrop.account())
                .detail("pop3x.status", maildrop.getPollStatus())
                .detail("pop3x.inFlight", maildrop.getMessagesInFlight())
                .detail("pop3x.held", maildrop.getMessagesHeld())
                .detail("pop3x.spooledBytes", maildrop.getSpooledBytes());
        plain.getMessage().ifPresent(detailed::message);
        plain.getError().ifPresent(detailed::error);
        return detailed.build();
    }
}
