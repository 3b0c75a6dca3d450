package io.github.camelpop3x.testserver;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class or a test method that talks to real servers, and tags it {@code real-server}.
 *
 * <p>What happens where one of them can't run is for the system property {@code pop3x.realServers} to say:
 *
 * <ul>
 *   <li>{@code auto}, the default: the test is skipped, and the report says what is missing;
 *   <li>{@code required}: the test fails with the same sentence. For the build that decides whether a change lands.
 * </ul>
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Tag("real-server")
@ExtendWith(RequiresServerCondition.class)
public @interface RequiresServer {

    /** The servers without which the test makes no sense. */
    RealServer[] value();
}
