/** The structure of a message (RFC 2045 to 2049): parts, texts, names and encodings. Knows neither Camel nor POP3. */
@NullMarked
package io.github.camelpop3x.message.mime;

import org.jspecify.annotations.NullMarked;
