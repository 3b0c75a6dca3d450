package io.github.camelpop3x.client.model;

/**
 * The answer to STAT (RFC 1939, section 5).
 *
 * @param messages how many messages the maildrop holds, without those marked as deleted
 * @param octets their size in octets as the server counts it: a hint, never a bound for reading
 */
public record MaildropStatus(int messages, long octets) {}
